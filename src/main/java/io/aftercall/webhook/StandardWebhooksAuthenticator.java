package io.aftercall.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercall.config.Authentication;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Standard Webhooks 1.0: id, time and body are signed; several signatures may come side by side.
 */
final class StandardWebhooksAuthenticator implements Authenticator {
  private final Authentication.StandardWebhooks standard;
  private final TimestampTolerance timestampTolerance;

  StandardWebhooksAuthenticator(Authentication.StandardWebhooks standard, InstantSource clock) {
    this.standard = standard;
    timestampTolerance = new TimestampTolerance(clock, standard.tolerance());
  }

  @Override
  public AuthResult check(WebhookRequest webhookRequest, RequestBody requestBody) {
    String id = webhookRequest.header().apply("webhook-id");
    String timestamp = webhookRequest.header().apply("webhook-timestamp");
    String signatures = webhookRequest.header().apply("webhook-signature");
    if (id == null || timestamp == null || signatures == null) {
      return AuthResult.ABSENT;
    }
    if (!timestampTolerance.of(timestamp)) {
      return AuthResult.STALE;
    }
    byte[] prefix = (id + "." + timestamp + ".").getBytes(UTF_8);
    return AuthResult.right(
        requestBody
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
