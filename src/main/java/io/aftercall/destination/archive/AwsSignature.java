package io.aftercall.destination.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature version 4, as S3 and what speaks like it want their requests signed: host, time and the
 * SHA-256 of the content.
 *
 * @param keyId names the key
 * @param key the secret one
 */
record AwsSignature(String keyId, String key, String region) {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String HEADERS = "host;x-amz-content-sha256;x-amz-date";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DAY = 8;

  /** The header {@code x-amz-date}. */
  static String time(Instant now) {
    return TIME.format(now);
  }

  /**
   * The header {@code Authorization}.
   *
   * @param path of the address, encoded as it is sent
   * @param query as it is sent, its parameters in the order of the alphabet; empty for none
   * @param host as in the header, with the port when it is not the usual one
   * @param content what is sent along
   */
  String authorization(String method, String path, String query, String host, Content content) {
    String day = content.time().substring(0, DAY);
    String scope = day + "/" + region + "/s3/aws4_request";
    String request =
        String.join(
            "\n",
            method,
            path,
            query,
            "host:" + host,
            "x-amz-content-sha256:" + content.sha256(),
            "x-amz-date:" + content.time(),
            "",
            HEADERS,
            content.sha256());
    String text = String.join("\n", "AWS4-HMAC-SHA256", content.time(), scope, sha256(request));
    byte[] signing =
        mac(mac(mac(mac(("AWS4" + key).getBytes(UTF_8), day), region), "s3"), "aws4_request");
    return "AWS4-HMAC-SHA256 Credential=%s/%s,SignedHeaders=%s,Signature=%s"
        .formatted(keyId, scope, HEADERS, HexFormat.of().formatHex(mac(signing, text)));
  }

  /**
   * What is sent, and when.
   *
   * @param sha256 in hex
   * @param time as {@link AwsSignature#time} writes it
   */
  record Content(String sha256, String time) {}

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java knows " + ALGORITHM, impossible);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return "AwsSignature[" + region + "]";
  }
}
