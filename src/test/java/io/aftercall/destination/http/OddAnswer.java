package io.aftercall.destination.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercall.NastyServer.Speech;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Odd answers of an HTTP system, each made from its own seed: status, headers, shape, size,
 * charset, coding, framing, the byte at which it is cut, and the pauses in it.
 */
public final class OddAnswer {
  private static final int[] STATUS = {
    200, 200, 200, 201, 202, 204, 206, 301, 302, 304, 400, 401, 403, 404, 409, 410, 413, 422, 429,
    500, 502, 503, 504, 599, 100, 0, 999
  };

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-8",
          "application/json;charset=klingon",
          "application/json; charset=",
          "application/json; charset=\"UTF-16\"",
          "text/html; charset=iso-8859-1",
          "text/plain",
          "application/problem+json",
          "text/xml",
          ";;;",
          "");

  private static final List<String> SOUND_TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-8",
          "application/json;charset=\"UTF-8\"");

  private static final List<String> SHAPES =
      List.of(
          "{\"ok\":true,\"id\":5}",
          "{\"ok\":false,\"error\":\"channel_not_found\"}",
          "{\"ok\":null}",
          "{}",
          "[]",
          "[null]",
          "null",
          "true",
          "0",
          "\"\"",
          "ok",
          "1",
          "",
          " ",
          "{\"ok\":true",
          "{\"error\":{\"code\":7,\"message\":[{\"x\":null}]}}",
          "{\"errors\":[null,{\"code\":null,\"field\":{}}]}",
          "{\"id\":{\"id\":[]},\"ok\":\"yes\"}",
          "{\"id\":1e999,\"ok\":true}",
          "{\"ok\":true}{\"ok\":false}",
          "<html><body>Bad gateway</body></html>",
          "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code></Error>",
          "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>",
          "\u0000\u0001\u0002",
          "\ufeff{\"ok\":true}",
          "{\"a\":\"\\ud800\"}");

  private final Random random;
  private final List<String> shapes;

  public OddAnswer(long seed) {
    this(seed, List.of());
  }

  /**
   * @param more texts in the words of a protocol, as often taken as the common ones
   */
  public OddAnswer(long seed, List<String> more) {
    random = new Random(seed);
    shapes = Stream.concat(SHAPES.stream(), more.stream()).toList();
  }

  /** Never longer than some milliseconds, but for the rare one that does not end. */
  public Speech speech() {
    byte[] whole = whole();
    int cut = random.nextInt(3) == 0 ? random.nextInt(whole.length + 1) : whole.length;
    boolean slow = random.nextInt(20) == 0;
    boolean endless = random.nextInt(200) == 0;
    int piece = 1 + random.nextInt(50);
    return out -> {
      if (slow) {
        for (int at = 0; at < Math.min(cut, 200); at += piece) {
          out.write(whole, at, Math.min(piece, cut - at));
          out.flush();
          LockSupport.parkNanos(1_000_000);
        }
        return;
      }
      out.write(whole, 0, cut);
      while (endless) {
        out.write('x');
        out.flush();
        LockSupport.parkNanos(5_000_000);
      }
    };
  }

  /**
   * The text as a sound server says it, in any of the ways there are: whole, in chunks or until the
   * end of the connection, packed or not, at once or in pieces.
   */
  public static Speech sound(long seed, String text) {
    Random random = new Random(seed);
    byte[] body = text.getBytes(UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
    header(head, "Connection", "close");
    header(
        head,
        random.nextBoolean() ? "Content-Type" : "content-type",
        SOUND_TYPES.get(random.nextInt(3)));
    if (random.nextBoolean()) {
      header(head, "Content-Encoding", "gzip");
      body = packed(body);
    }
    boolean chunked = false;
    switch (random.nextInt(3)) {
      case 0 -> header(head, "Content-Length", Integer.toString(body.length));
      case 1 -> {
        header(head, "Transfer-Encoding", "chunked");
        chunked = true;
      }
      default -> {
        // Until the connection ends.
      }
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    all.writeBytes(chunked ? chunks(body, 1 + random.nextInt(40)) : body);
    byte[] whole = all.toByteArray();
    int piece = random.nextInt(3) == 0 ? 7 + random.nextInt(50) : whole.length;
    return out -> {
      for (int at = 0; at < whole.length; at += piece) {
        out.write(whole, at, Math.min(piece, whole.length - at));
        out.flush();
      }
    };
  }

  private static byte[] chunks(byte[] body, int size) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int at = 0; at < body.length; at += size) {
      int length = Math.min(size, body.length - at);
      all.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
      all.write(body, at, length);
      all.writeBytes("\r\n".getBytes(ISO_8859_1));
    }
    all.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
    return all.toByteArray();
  }

  private byte[] whole() {
    byte[] body = body();
    StringBuilder head = new StringBuilder("HTTP/1.").append(random.nextInt(8) == 0 ? 0 : 1);
    head.append(' ').append(pick(STATUS)).append(" Said\r\n");
    header(head, "Connection", random.nextInt(10) == 0 ? "keep-alive" : "close");
    header(head, "Content-Type", TYPES.get(random.nextInt(TYPES.size())));
    String coding = coding();
    if (coding != null) {
      header(head, "Content-Encoding", coding);
      body = coding.equals("gzip") && random.nextBoolean() ? packed(body) : body;
    }
    if (random.nextInt(4) == 0) {
      header(
          head, "Retry-After", new String[] {"1", "0", "-5", "soon", "1e9", ""}[random.nextInt(6)]);
    }
    if (random.nextInt(6) == 0) {
      header(head, "Location", random.nextBoolean() ? "http://127.0.0.1:1/" : "::nowhere");
    }
    if (random.nextInt(8) == 0) {
      head.append(
          new String[] {"no colon\r\n", ": no name\r\n", "X\u00e4: y\r\n", " folded\r\n"}
              [random.nextInt(4)]);
    }
    framing(head, body.length);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private void framing(StringBuilder head, int length) {
    switch (random.nextInt(8)) {
      case 0 -> {
        // Until the connection ends.
      }
      case 1 -> header(head, "Content-Length", Integer.toString(length + random.nextInt(100)));
      case 2 -> header(head, "Content-Length", Integer.toString(length / 2));
      case 3 -> header(head, "Content-Length", "many");
      case 4 -> header(head, "Transfer-Encoding", "chunked");
      default -> header(head, "Content-Length", Integer.toString(length));
    }
  }

  private String coding() {
    return random.nextInt(5) > 0
        ? null
        : new String[] {"gzip", "gzip", "deflate", "br", "identity", "x"}[random.nextInt(6)];
  }

  private byte[] body() {
    String shape = shapes.get(random.nextInt(shapes.size()));
    if (random.nextInt(15) == 0) {
      shape = shape.repeat(1 + random.nextInt(3_000));
    }
    if (random.nextInt(15) == 0) {
      shape = "[".repeat(1 + random.nextInt(2_000));
    }
    Charset charset =
        random.nextInt(6) == 0
            ? List.of(ISO_8859_1, Charset.forName("UTF-16")).get(random.nextInt(2))
            : UTF_8;
    byte[] body = shape.getBytes(charset);
    if (body.length > 0 && random.nextInt(6) == 0) {
      body[random.nextInt(body.length)] = (byte) random.nextInt();
    }
    return body;
  }

  private static byte[] packed(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }

  private int pick(int... from) {
    return from[random.nextInt(from.length)];
  }
}
