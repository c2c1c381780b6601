package aftercall.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import aftercall.config.Proof;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Standard Webhooks 1.0: id, time and body are signed; several signatures may come side by side.
 */
final class StandardWebhooksCheck implements ProofCheck {
  private final Proof.StandardWebhooks standard;
  private final Freshness freshness;

  StandardWebhooksCheck(Proof.StandardWebhooks standard, InstantSource clock) {
    this.standard = standard;
    freshness = new Freshness(clock, standard.tolerance());
  }

  @Override
  public Finding look(Knock knock, Content content) {
    String id = knock.header().apply("webhook-id");
    String timestamp = knock.header().apply("webhook-timestamp");
    String signatures = knock.header().apply("webhook-signature");
    if (id == null || timestamp == null || signatures == null) {
      return Finding.ABSENT;
    }
    if (!freshness.of(timestamp)) {
      return Finding.STALE;
    }
    byte[] prefix = (id + "." + timestamp + ".").getBytes(UTF_8);
    return Finding.right(
        content
            .bytes()
            .flatMap(body -> standard.secret().sign(prefix, body))
            .filter(mac -> isAmong(mac, signatures))
            .isPresent());
  }

  private static boolean isAmong(byte[] mac, String signatures) {
    byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac)).getBytes(UTF_8);
    boolean found = false;
    for (String signature : signatures.split(" ")) {
      found |= MessageDigest.isEqual(expected, signature.getBytes(UTF_8));
    }
    return found;
  }
}
