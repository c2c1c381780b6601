package io.aftercall.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Prints of texts that must be known again but not kept: the first half of an HMAC-SHA256, 32 hex
 * digits. Safe for use by many threads.
 */
public final class HmacHash {
  private static final String HMAC = "HmacSHA256";
  private static final int BYTES = 16;

  /** Copied for each print, which costs a tenth of making one. */
  private final Mac ready;

  public HmacHash(byte[] secret) {
    try {
      ready = Mac.getInstance(HMAC);
      ready.init(new SecretKeySpec(secret, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + HMAC, e);
    }
  }

  public String of(String text) {
    try {
      Mac mac = (Mac) ready.clone();
      byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own " + HMAC + " can be copied", e);
    }
  }
}
