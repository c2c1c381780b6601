package io.aftercall.web.console;

/** What was asked about does not exist; the message says so in plain words. */
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(String message) {
    super(message);
  }
}
