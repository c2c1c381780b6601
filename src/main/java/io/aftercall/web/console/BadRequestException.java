package io.aftercall.web.console;

import java.util.Optional;

/** Something asked for that is not understood; the message names it and what is allowed. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  public BadRequestException(String message) {
    this(message, null);
  }

  private BadRequestException(String message, String code) {
    super(message);
    this.code = code;
  }

  /** A name that nothing has. */
  static BadRequestException unknownName(String message) {
    return new BadRequestException(message, "unknown-name");
  }

  /** What kind of mistake it is, for machines; empty when nobody need know. */
  public Optional<String> code() {
    return Optional.ofNullable(code);
  }
}
