package aftercall.console;

/** Something asked for that is not understood; the message names it and what is allowed. */
final class BadParameter extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadParameter(String message) {
    super(message);
  }
}
