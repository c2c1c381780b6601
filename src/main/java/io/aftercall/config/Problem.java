package io.aftercall.config;

import java.util.Objects;

/**
 * One thing wrong in an operator's file, in plain words.
 *
 * @param place where
 * @param code short stable name of the kind, for CI filters: {@code unknown-field}
 * @param message what is wrong
 * @param hint what to do, or an empty string
 * @param severity an error stops the start and fails a check; a warning does neither
 */
public record Problem(
    SourceLocation place, String code, String message, String hint, Severity severity) {
  /** The code of a secret that stands in a file: such a file must not be kept or shown. */
  public static final String SECRET = "literal-secret";

  public enum Severity {
    ERROR,
    WARNING
  }

  public Problem {
    Objects.requireNonNull(place);
    Objects.requireNonNull(severity);
    hint = hint == null ? "" : hint;
  }

  public Problem(SourceLocation place, String code, String message, String hint) {
    this(place, code, message, hint, Severity.ERROR);
  }

  public static Problem at(
      SourceLocation sourceLocation, String code, String message, String hint) {
    return new Problem(sourceLocation, code, message, hint);
  }

  public static Problem warning(
      SourceLocation sourceLocation, String code, String message, String hint) {
    return new Problem(sourceLocation, code, message, hint, Severity.WARNING);
  }

  public boolean isWarning() {
    return severity == Severity.WARNING;
  }

  public Problem asWarning() {
    return warning(place, code, message, hint);
  }

  /** {@code file:line:col: code: message (hint)}. */
  @Override
  public String toString() {
    return place + ": " + code + ": " + message + (hint.isEmpty() ? "" : " (" + hint + ")");
  }
}
