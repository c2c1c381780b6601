package io.aftercall.reconcile;

import java.time.Duration;

/** Why the platform could not be asked, in plain words without anything of a call. */
public final class SenderApiException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is the matter. */
  public enum Kind {
    /** Something is to be set first. */
    UNSET,
    /** The budget is spent, by us or by the platform's word. */
    BUSY,
    /** It does not answer, or only that it cannot. */
    AWAY,
    /** It does not let us in, or is no such API. */
    REFUSED
  }

  private final Kind kind;
  private final Duration wait;

  private SenderApiException(Kind kind, String message, Duration wait) {
    super(message, null, false, false);
    this.kind = kind;
    this.wait = wait;
  }

  static SenderApiException of(Kind kind, String message) {
    return new SenderApiException(kind, message, Duration.ZERO);
  }

  static SenderApiException busy(Duration wait) {
    return new SenderApiException(
        Kind.BUSY, "the platform's requests of this minute are used up", wait);
  }

  public Kind kind() {
    return kind;
  }

  /** After which it may be asked again; zero when nobody knows. */
  public Duration waiting() {
    return wait;
  }
}
