package aftercall.console;

/** What was asked about does not exist; the message says so in plain words. */
final class NotThere extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotThere(String message) {
    super(message);
  }
}
