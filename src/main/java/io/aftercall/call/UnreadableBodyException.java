package io.aftercall.call;

/** The body is not one JSON object within limits; the message says why and holds no content. */
final class UnreadableBodyException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableBodyException(String why) {
    super(why, null, false, false);
  }
}
