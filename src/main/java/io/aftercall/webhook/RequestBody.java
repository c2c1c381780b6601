package io.aftercall.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The body of a request. A content coding (gzip, deflate) is undone when somebody asks for the
 * bytes, at most once and never beyond the limit.
 */
final class RequestBody {
  private static final Set<String> PLAIN =
      Set.of("", "identity", "none", "plain", "text", "json", "binary", "7bit", "8bit");
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
  private static final String DEFLATE = "deflate";

  private final byte[] wire;
  private final String coding;
  private final int limit;
  private Optional<byte[]> bytes;

  private RequestBody(byte[] wire, String coding, int limit) {
    this.wire = wire;
    this.coding = coding;
    this.limit = limit;
  }

  /**
   * @param coding the header {@code RequestBody-Encoding}, or null; the words of it that are
   *     charsets, or mean nothing, are not looked at
   * @param limit most bytes after the coding is undone
   */
  static RequestBody of(byte[] wire, String coding, int limit) {
    StringJoiner codings = new StringJoiner(", ");
    for (String word : (coding == null ? "" : coding).split(",")) {
      String name = word.strip().toLowerCase(Locale.ROOT);
      if (!PLAIN.contains(name) && !isCharset(name)) {
        codings.add(name);
      }
    }
    String named = codings.toString();
    boolean isPlain = named.isEmpty() || looksLikeText(wire);
    return new RequestBody(wire, isPlain ? "" : named, limit);
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
  }

  /** Whoever names a coding and then sends JSON has forgotten to apply it. */
  private static boolean looksLikeText(byte[] wire) {
    int i = 0;
    while (i < wire.length && (wire[i] == ' ' || wire[i] == '\n' || wire[i] == '\r')) {
      i++;
    }
    return i < wire.length && (wire[i] == '{' || wire[i] == '[');
  }

  /** More than the limit came out. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("the body is too large once its coding is undone", null, false, false);
    }
  }

  /** As they came over the wire. */
  byte[] wire() {
    return wire;
  }

  /** Why there are no bytes, continuing "the body …"; never quotes the header. */
  String problem() {
    return GZIP.contains(coding) || coding.equals(DEFLATE)
        ? "is no " + coding + " data"
        : "is in a content coding that is not known here (known are gzip and deflate)";
  }

  /**
   * What the sender wrote; empty when its coding is broken.
   *
   * @throws TooLarge beyond the limit
   */
  Optional<byte[]> bytes() {
    if (bytes == null) {
      bytes = wire.length == 0 || coding.isEmpty() ? Optional.of(wire) : inflated();
    }
    return bytes;
  }

  private Optional<byte[]> inflated() {
    if (!GZIP.contains(coding) && !coding.equals(DEFLATE)) {
      return Optional.empty();
    }
    Inflater inflater = new Inflater(!hasZlibHeader());
    try (InputStream in =
        coding.equals(DEFLATE)
            ? new InflaterInputStream(new ByteArrayInputStream(wire), inflater)
            : new GZIPInputStream(new ByteArrayInputStream(wire))) {
      byte[] all = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw new TooLarge();
      }
      return Optional.of(all);
    } catch (IOException e) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }

  /** "deflate" means zlib, but some senders leave its header out. */
  private boolean hasZlibHeader() {
    return wire.length > 1
        && (wire[0] & 0x0f) == 8
        && (((wire[0] & 0xff) << 8) | (wire[1] & 0xff)) % 31 == 0;
  }
}
