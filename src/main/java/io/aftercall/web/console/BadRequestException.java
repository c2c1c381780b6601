package io.aftercall.web.console;

/** Something asked for that is not understood; the message names it and what is allowed. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadRequestException(String message) {
    super(message);
  }
}
