package io.aftercall.security;

/** What cannot be done about a user or a token, in words for whoever asked. */
public final class AccessException extends RuntimeException {
  private static final long serialVersionUID = 1;

  AccessException(String message) {
    super(message);
  }
}
