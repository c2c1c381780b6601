package io.aftercall.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what must not lie open at rest: AES-256-GCM, a random nonce of 12 bytes in front. The first
 * key encrypts; the others only open what they once encrypted. Without keys everything lies open.
 *
 * <p>Safe for use by many threads.
 *
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/38/d/final">NIST SP 800-38D</a>: at most 2^32
 *     encrypts by one key
 */
public final class BodyEncryption {
  /** Without keys. */
  public static final BodyEncryption NONE = new BodyEncryption(Map.of());

  private static final String SETTING = "aftercall.privacy.keys";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Map<String, SecretKey> keys;
  private final String current;
  private final SecureRandom random = new SecureRandom();

  private BodyEncryption(Map<String, SecretKey> keys) {
    this.keys = keys;
    current = keys.keySet().stream().findFirst().orElse(null);
  }

  /**
   * @param setting {@code name:base64 of 32 bytes}, several with commas between, the current one
   *     first; blank or null: none
   * @throws KeyMismatchException when it is not written so; never quotes a key
   */
  public static BodyEncryption of(String setting) {
    if (setting == null || setting.isBlank()) {
      return NONE;
    }
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    for (String entry : setting.strip().split("\\s*,\\s*", -1)) {
      int colon = entry.indexOf(':');
      String name = colon < 0 ? "" : entry.substring(0, colon);
      if (!NAME.matcher(name).matches()) {
        throw new KeyMismatchException(
            SETTING
                + " must be name:key, several with commas between; a name has letters, digits, -"
                + " and _ only");
      }
      if (keys.put(name, key(name, entry.substring(colon + 1))) != null) {
        throw new KeyMismatchException(
            SETTING + " names the key " + name + " twice; give each its own name");
      }
    }
    return new BodyEncryption(keys);
  }

  private static SecretKey key(String name, String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (bytes.length == KEY_BYTES) {
        return new SecretKeySpec(bytes, "AES");
      }
    } catch (IllegalArgumentException e) {
      // Said below, without a word of it.
    }
    throw new KeyMismatchException(
        "The key "
            + name
            + " in "
            + SETTING
            + " is not 32 bytes in base64; make one with: openssl rand -base64 32");
  }

  /** Name of the key that encrypts; empty when everything lies open. */
  public Optional<String> current() {
    return Optional.ofNullable(current);
  }

  Set<String> names() {
    return keys.keySet();
  }

  /**
   * @param bound what the bytes belong to; they open only together with it
   */
  public EncryptedBytes encrypt(byte[] open, String bound) {
    if (current == null) {
      return new EncryptedBytes(open, null);
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.get(current), nonce, bound);
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + open.length + TAG_BITS / Byte.SIZE);
      cipher.doFinal(open, 0, open.length, sealed, NONCE_BYTES);
      return new EncryptedBytes(sealed, current);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has AES-GCM", e);
    }
  }

  /**
   * @throws DecryptionException when the key is not there, or the bytes or what they are bound to
   *     changed
   */
  public byte[] open(EncryptedBytes encryptedBytes, String bound) {
    if (encryptedBytes.key() == null) {
      return encryptedBytes.bytes();
    }
    SecretKey key = keys.get(encryptedBytes.key());
    byte[] bytes = encryptedBytes.bytes();
    if (key == null || bytes.length < NONCE_BYTES) {
      throw new DecryptionException(encryptedBytes.key(), null);
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, key, bytes, bound)
          .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new DecryptionException(encryptedBytes.key(), e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String bound)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
    cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** By what a key is known again; says nothing about it. */
  String checkValue(String name) {
    return new HmacHash(keys.get(name).getEncoded()).of("aftercall seal key");
  }

  /** The names of the keys. */
  @Override
  public String toString() {
    return "Seals" + keys.keySet();
  }
}
