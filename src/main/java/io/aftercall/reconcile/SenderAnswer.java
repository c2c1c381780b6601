package io.aftercall.reconcile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An answer of a sender's API: the status first, and the text as far as it was read. What was
 * packed unasked is unpacked; a charset nobody knows is UTF-8, as JSON is.
 *
 * @param trouble why the text is not whole, continuing "the answer cannot be read"; empty when it
 *     is
 */
record SenderAnswer(HttpResponse<?> head, byte[] body, String trouble) {
  /** A page of 100 calls with their transcripts stays far below. */
  private static final int MOST = 32 * 1024 * 1024;

  /** More than any refusal needs. */
  private static final int MOST_OF_REFUSAL = 64 * 1024;

  /** Reads to the bound; never fails. */
  static SenderAnswer read(HttpResponse<InputStream> answer) {
    int status = answer.statusCode();
    int most = status == 200 ? MOST : status == 429 ? MOST_OF_REFUSAL : 0;
    String packed = answer.headers().firstValue("Content-Encoding").orElse("identity");
    String coding = packed.strip().toLowerCase(Locale.ROOT);
    boolean gzip = coding.equals("gzip") || coding.equals("x-gzip");
    try (InputStream plain = answer.body()) {
      if (most == 0) {
        return new SenderAnswer(answer, new byte[0], "");
      }
      if (!gzip && !coding.equals("identity") && !coding.isEmpty()) {
        return new SenderAnswer(answer, new byte[0], "it is packed in a way nobody asked for");
      }
      byte[] body = (gzip ? new GZIPInputStream(plain) : plain).readNBytes(most + 1);
      return body.length > most
          ? new SenderAnswer(answer, new byte[0], "it is longer than " + most / 1024 + " kB")
          : new SenderAnswer(answer, body, "");
    } catch (ZipException | EOFException e) {
      return new SenderAnswer(answer, new byte[0], "it cannot be unpacked");
    } catch (IOException e) {
      return new SenderAnswer(answer, new byte[0], "it broke off");
    }
  }

  int status() {
    return head.statusCode();
  }

  Optional<String> header(String name) {
    return head.headers().firstValue(name);
  }

  /**
   * @throws IOException with {@code trouble}, when it is not whole
   */
  String text() throws IOException {
    if (!trouble.isEmpty()) {
      throw new IOException(trouble);
    }
    return new String(body, charset());
  }

  private Charset charset() {
    String type = header("Content-Type").orElse("");
    int at = type.toLowerCase(Locale.ROOT).indexOf("charset=");
    String name = at < 0 ? "" : type.substring(at + 8).split(";", 2)[0].replace("\"", "").strip();
    try {
      return name.isEmpty() || !Charset.isSupported(name)
          ? StandardCharsets.UTF_8
          : Charset.forName(name);
    } catch (IllegalArgumentException noName) {
      return StandardCharsets.UTF_8;
    }
  }
}
