package io.aftercall.destination.http;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a post as Standard Webhooks 1.0 wants it, so that the receiver can tell it is ours, whole
 * and fresh. Several secrets sign side by side while one replaces the other.
 */
final class WebhookSignature {
  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> secrets;

  private WebhookSignature(List<SecretKeySpec> secrets) {
    this.secrets = secrets;
  }

  /**
   * @param secrets {@code whsec_} and Base64, several separated by spaces or commas
   * @throws IllegalArgumentException if one of them is no such secret
   */
  static WebhookSignature with(String secrets) {
    return new WebhookSignature(
        Arrays.stream(secrets.strip().split("[\\s,]+")).map(WebhookSignature::secret).toList());
  }

  private static SecretKeySpec secret(String secret) {
    String encoded = secret.startsWith("whsec_") ? secret.substring(6) : secret;
    return new SecretKeySpec(Base64.getDecoder().decode(encoded), ALGORITHM);
  }

  /** The header {@code webhook-signature}. {@code timestamp} is in seconds since 1970. */
  String sign(String id, long timestamp, byte[] body) {
    byte[] prefix = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(mac(secret, prefix, body)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] mac(SecretKeySpec secret, byte[] prefix, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(prefix);
      return mac.doFinal(body);
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java knows " + ALGORITHM, impossible);
    }
  }
}
