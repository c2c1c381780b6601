package io.aftercall.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The version of a text: it changes when the text does. */
public final class ContentHash {
  /** Hex digits of a version people read. */
  public static final int BRIEF = 12;

  private ContentHash() {}

  /** SHA-256 as 64 hex digits. */
  public static String of(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The first 12 hex digits, for people. */
  public static String brief(String text) {
    return of(text).substring(0, BRIEF);
  }
}
