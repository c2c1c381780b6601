package io.aftercall.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The body of a request. A content coding (gzip, deflate) is undone when somebody asks for the
 * bytes, at most once and never beyond the limit.
 */
final class RequestBody {
  private static final Set<String> PLAIN = Set.of("", "identity");
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
   * @param coding the header {@code RequestBody-Encoding}, or null
   * @param limit most bytes after the coding is undone
   * @return empty when the coding is unknown
   */
  static Optional<RequestBody> of(byte[] wire, String coding, int limit) {
    String name = coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT);
    return PLAIN.contains(name) || GZIP.contains(name) || DEFLATE.equals(name)
        ? Optional.of(new RequestBody(wire, name, limit))
        : Optional.empty();
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

  String coding() {
    return coding;
  }

  /**
   * What the sender wrote; empty when its coding is broken.
   *
   * @throws TooLarge beyond the limit
   */
  Optional<byte[]> bytes() {
    if (bytes == null) {
      bytes = wire.length == 0 || PLAIN.contains(coding) ? Optional.of(wire) : inflated();
    }
    return bytes;
  }

  private Optional<byte[]> inflated() {
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
