package io.aftercall.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercall.config.Authentication;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** {@code t=<seconds>,v1=<hex>}: time and body are signed; several v1 may come side by side. */
final class TimestampedHmacAuthenticator implements Authenticator {
  private final Authentication.Timestamped timestamped;
  private final TimestampTolerance timestampTolerance;

  TimestampedHmacAuthenticator(Authentication.Timestamped timestamped, InstantSource clock) {
    this.timestamped = timestamped;
    timestampTolerance = new TimestampTolerance(clock, timestamped.tolerance());
  }

  @Override
  public AuthResult check(WebhookRequest webhookRequest, RequestBody requestBody) {
    String header = webhookRequest.header().apply(timestamped.header());
    if (header == null) {
      return AuthResult.ABSENT;
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
      return AuthResult.WRONG;
    }
    if (!timestampTolerance.of(time)) {
      return AuthResult.STALE;
    }
    byte[] prefix = (time + ".").getBytes(UTF_8);
    return AuthResult.right(
        requestBody
            .bytes()
            .flatMap(body -> timestamped.secret().sign(prefix, body))
            .filter(mac -> isAmong(mac, signatures))
            .isPresent());
  }

  private static boolean isAmong(byte[] mac, List<String> signatures) {
    boolean found = false;
    for (String signature : signatures) {
      found |= HmacAuthenticator.hexMatches(mac, signature);
    }
    return found;
  }
}
