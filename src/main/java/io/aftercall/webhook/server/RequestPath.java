package io.aftercall.webhook.server;

/** Paths that no router can read: it would throw, and log a stack trace for whoever sends one. */
final class RequestPath {
  private RequestPath() {}

  /**
   * Whether every {@code %} of a request's address, up to its query, is followed by two hex digits
   * of a character.
   *
   * @param uri as it stands in the request line; null is not readable
   */
  static boolean isReadable(String uri) {
    if (uri == null) {
      return false;
    }
    int end = uri.indexOf('?') < 0 ? uri.length() : uri.indexOf('?');
    for (int i = 0; i < end; i++) {
      if (uri.charAt(i) == '%') {
        boolean whole = i + 2 < end;
        if (!whole || hex(uri.charAt(i + 1)) < 0 || hex(uri.charAt(i + 2)) < 0) {
          return false;
        }
        i += 2;
      }
    }
    return true;
  }

  private static int hex(char digit) {
    return digit < 128 ? Character.digit(digit, 16) : -1;
  }
}
