package io.aftercall.destination.http;

/** A setting is missing or makes no sense; the message names the variable to set. */
public final class NotConfiguredException extends Exception {
  private static final long serialVersionUID = 1L;

  NotConfiguredException(String message, Throwable cause) {
    super(message, cause);
  }
}
