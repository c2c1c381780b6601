package io.aftercall.destination;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of texts that must be known again but not kept. */
public final class TextHash {
  private static final int SHORT = 16;

  private TextHash() {}

  /** 64 hex digits; other texts, or the same ones cut elsewhere, give another one. */
  public static String of(String... texts) {
    MessageDigest digest = digest();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Enough to tell the calls of one record apart. */
  static String shortOf(String... texts) {
    return of(texts).substring(0, SHORT);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
