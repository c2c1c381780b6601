package aftercall.http;

/** A setting is missing or makes no sense; the message names the variable to set. */
final class NotConfigured extends Exception {
  private static final long serialVersionUID = 1L;

  NotConfigured(String message, Throwable cause) {
    super(message, cause);
  }
}
