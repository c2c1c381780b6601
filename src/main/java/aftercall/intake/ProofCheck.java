package aftercall.intake;

import aftercall.config.Proof;
import java.time.InstantSource;

/**
 * Checks one way a sender proves who it is. Looks at the request as it came, before anything is
 * parsed, and compares in constant time.
 */
interface ProofCheck {
  Finding look(Knock knock, Content content);

  /** The one place that knows which check belongs to which scheme of {@code config/sources}. */
  static ProofCheck of(Proof proof, InstantSource clock) {
    if (proof instanceof Proof.Token token) {
      return new TokenCheck(token);
    }
    if (proof instanceof Proof.Basic basic) {
      return new BasicCheck(basic);
    }
    if (proof instanceof Proof.Hmac hmac) {
      return new HmacCheck(hmac);
    }
    if (proof instanceof Proof.StandardWebhooks standard) {
      return new StandardWebhooksCheck(standard, clock);
    }
    if (proof instanceof Proof.Timestamped timestamped) {
      return new TimestampedCheck(timestamped, clock);
    }
    throw new IllegalStateException("no check for " + proof.getClass().getSimpleName());
  }
}
