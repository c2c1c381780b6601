package io.aftercall.config;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that lives outside the files. Prints as the name of its variable, never as its value.
 */
public final class Secret {
  private static final String HMAC = "HmacSHA256";
  private static final String WEBHOOK_PREFIX = "whsec_";
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

  private final String variable;
  private final byte[] value;

  private Secret(String variable, byte[] value) {
    this.variable = variable;
    this.value = value;
  }

  /**
   * @param reference {@code ${NAME}}
   * @param environment name to value; null or blank means unset
   * @return empty when the reference is none
   */
  static Optional<Secret> of(String reference, UnaryOperator<String> environment) {
    Matcher matcher = REFERENCE.matcher(reference.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String variable = matcher.group(1);
    String value = environment.apply(variable);
    boolean unset = value == null || value.isBlank();
    byte[] bytes = unset ? new byte[0] : value.strip().getBytes(StandardCharsets.UTF_8);
    return Optional.of(new Secret(variable, bytes));
  }

  public String variable() {
    return variable;
  }

  public boolean isSet() {
    return value.length > 0;
  }

  /** Compares in constant time; an unset secret matches nothing. */
  public boolean matches(String given) {
    return given != null
        && isSet()
        && MessageDigest.isEqual(value, given.getBytes(StandardCharsets.UTF_8));
  }

  /** The value of the header {@code Authorization}; empty when the secret is unset. */
  public Optional<String> bearer() {
    return isSet()
        ? Optional.of("Bearer " + new String(value, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** HMAC-SHA256 of all the parts one after the other, 32 bytes; empty when the secret is unset. */
  public Optional<byte[]> sign(byte[]... parts) {
    if (!isSet()) {
      return Optional.empty();
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(value, HMAC));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return Optional.of(mac.doFinal());
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java knows " + HMAC, e);
    }
  }

  /**
   * The key in a {@code whsec_…} secret of Standard Webhooks; an unset one stays unset.
   *
   * @return empty when it is no such secret
   */
  Optional<Secret> webhookKey() {
    if (!isSet()) {
      return Optional.of(this);
    }
    String text = new String(value, StandardCharsets.UTF_8);
    if (!text.startsWith(WEBHOOK_PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(text.substring(WEBHOOK_PREFIX.length()));
      return Optional.of(new Secret(variable, key)).filter(Secret::isSet);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "${" + variable + "}";
  }
}
