package aftercall.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import aftercall.config.Proof;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** {@code t=<seconds>,v1=<hex>}: time and body are signed; several v1 may come side by side. */
final class TimestampedCheck implements ProofCheck {
  private final Proof.Timestamped timestamped;
  private final Freshness freshness;

  TimestampedCheck(Proof.Timestamped timestamped, InstantSource clock) {
    this.timestamped = timestamped;
    freshness = new Freshness(clock, timestamped.tolerance());
  }

  @Override
  public Finding look(Knock knock, Content content) {
    String header = knock.header().apply(timestamped.header());
    if (header == null) {
      return Finding.ABSENT;
    }
    String time = null;
    List<String> signatures = new ArrayList<>();
    for (String part : header.split(",")) {
      String item = part.strip();
      if (item.startsWith("t=")) {
        time = item.substring(2);
      } else if (item.startsWith("v1=")) {
        signatures.add(item.substring(3));
      }
    }
    if (time == null || signatures.isEmpty()) {
      return Finding.WRONG;
    }
    if (!freshness.of(time)) {
      return Finding.STALE;
    }
    byte[] prefix = (time + ".").getBytes(UTF_8);
    return Finding.right(
        content
            .bytes()
            .flatMap(body -> timestamped.secret().sign(prefix, body))
            .filter(mac -> isAmong(mac, signatures))
            .isPresent());
  }

  private static boolean isAmong(byte[] mac, List<String> signatures) {
    boolean found = false;
    for (String signature : signatures) {
      found |= HmacCheck.hexMatches(mac, signature);
    }
    return found;
  }
}
