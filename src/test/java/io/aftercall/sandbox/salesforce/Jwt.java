package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;

/**
 * Checks the assertion of a JWT bearer login.
 *
 * @param key of the certificate that was uploaded to the app; null refuses every assertion
 */
record Jwt(InstantSource clock, Account account, PublicKey key) {
  private static final long LONGEST_SECONDS = 300;
  private static final Set<String> AUDIENCES =
      Set.of("https://login.salesforce.com", "https://test.salesforce.com");

  void check(String assertion, String url) {
    String[] parts = assertion.split("\\.", -1);
    if (parts.length != 3 || !"RS256".equals(part(parts[0]).path("alg").asText())) {
      throw new Logins.Denied("invalid_grant", "invalid assertion");
    }
    ObjectNode claims = part(parts[1]);
    if (!account.clientId().equals(claims.path("iss").asText())) {
      throw new Logins.Denied("invalid_client_id", "client identifier invalid");
    }
    if (!signed(parts[0] + "." + parts[1], parts[2])) {
      throw new Logins.Denied("invalid_grant", "invalid assertion");
    }
    String audience = claims.path("aud").asText();
    if (!AUDIENCES.contains(audience) && !audience.equals(url)) {
      throw new Logins.Denied("invalid_grant", "audience is invalid");
    }
    // Camel writes the number as a text; the real service takes both.
    long left = claims.path("exp").asLong() - clock.instant().getEpochSecond();
    if (left <= 0 || left > LONGEST_SECONDS) {
      throw new Logins.Denied("invalid_grant", "expired access/refresh token");
    }
    if (!account.username().equals(claims.path("sub").asText())) {
      throw new Logins.Denied("invalid_grant", "user hasn't approved this consumer");
    }
  }

  private boolean signed(String text, String signature) {
    if (key == null) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getUrlDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static ObjectNode part(String text) {
    try {
      return Json.readObject(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException | Refusal e) {
      throw new Logins.Denied("invalid_grant", "invalid assertion");
    }
  }
}
