package io.aftercall.webhook;

/** What one authentication said; of several, the one that tells most. */
enum AuthResult {
  /** The request carries nothing of this kind. */
  ABSENT("no authentication"),
  WRONG("wrong authentication"),
  /** Its time is too far from now: an old message, or a clock that goes wrong. */
  STALE("timestamp out of tolerance"),
  PROVEN("proven");

  private final String text;

  AuthResult(String text) {
    this.text = text;
  }

  /** For operators. */
  String text() {
    return text;
  }

  static AuthResult right(boolean right) {
    return right ? PROVEN : WRONG;
  }
}
