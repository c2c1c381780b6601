package aftercall.intake;

import aftercall.config.Proof;

/**
 * Checks one way a sender proves who it is. Looks at the raw request, before anything is parsed.
 */
interface ProofCheck {
  boolean accepts(Knock knock);

  /** The one place that knows which check belongs to which scheme of {@code config/sources}. */
  static ProofCheck of(Proof proof) {
    if (proof instanceof Proof.Token token) {
      return new TokenCheck(token);
    }
    throw new IllegalStateException("no check for " + proof.getClass().getSimpleName());
  }
}
