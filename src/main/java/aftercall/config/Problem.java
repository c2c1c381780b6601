package aftercall.config;

import java.util.Objects;

/**
 * One thing wrong in an operator's file, in plain words.
 *
 * @param place where
 * @param code short stable name of the kind, for CI filters: {@code unknown-field}
 * @param message what is wrong
 * @param hint what to do, or an empty string
 */
public record Problem(Place place, String code, String message, String hint) {
  public Problem {
    Objects.requireNonNull(place);
    hint = hint == null ? "" : hint;
  }

  public static Problem at(Place place, String code, String message, String hint) {
    return new Problem(place, code, message, hint);
  }

  /** {@code file:line:col: code: message (hint)}. */
  @Override
  public String toString() {
    return place + ": " + code + ": " + message + (hint.isEmpty() ? "" : " (" + hint + ")");
  }
}
