package io.aftercall;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP system on loopback that takes a request whole and answers as public bug reports say
 * systems do: without an end, byte by byte, with a broken gzip, with a charset nobody knows, or by
 * hanging up after it has taken the record. Every connection has a thread of its own.
 */
public final class NastyServer implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Function<String, Speech> answers = request -> json(200, "{}");

  /** Writes an answer, or as much of it as it likes; the connection ends behind it. */
  public interface Speech {
    void to(OutputStream out) throws IOException;
  }

  public NastyServer() throws IOException {
    daemon(this::accept);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "nasty-server");
    thread.setDaemon(true);
    thread.start();
  }

  public String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /** Head and body of each request, as they came. */
  public List<String> requests() {
    return requests;
  }

  /** Answers every request like this from now on. */
  public NastyServer answering(Speech how) {
    return answeringEach(request -> how);
  }

  /** Answers each request by its head and body. */
  public NastyServer answeringEach(Function<String, Speech> how) {
    answers = how;
    return this;
  }

  public static Speech json(int status, String body) {
    return answer(status, "Content-Type: application/json", body.getBytes(UTF_8));
  }

  /**
   * @param headers lines with {@code \n} between
   */
  public static Speech answer(int status, String headers, byte[] body) {
    return out -> {
      head(out, status, headers + "\nContent-Length: " + body.length);
      out.write(body);
    };
  }

  /** A text without an end. */
  public static Speech endless(int status) {
    return out -> {
      head(out, status, "Content-Type: text/plain");
      byte[] piece = "so much to say ".repeat(1000).getBytes(UTF_8);
      while (true) {
        out.write(piece);
      }
    };
  }

  /** Header after header. */
  public static Speech endlessHead() {
    return out -> {
      out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
      for (long i = 0; ; i++) {
        out.write(("X-" + i + ": one more\r\n").getBytes(ISO_8859_1));
      }
    };
  }

  /** One header line that never ends. */
  public static Speech endlessLine() {
    return out -> {
      out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(ISO_8859_1));
      byte[] piece = "x".repeat(8192).getBytes(ISO_8859_1);
      while (true) {
        out.write(piece);
      }
    };
  }

  /** A byte every 50 ms: never long enough silent for a read's own limit. */
  public static Speech dripping(int status) {
    return out -> {
      head(out, status, "Content-Type: application/json\nContent-Length: 1000000");
      drip(out);
    };
  }

  /** The same before the head is whole. */
  public static Speech drippingHead() {
    return out -> {
      out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(ISO_8859_1));
      drip(out);
    };
  }

  /** The record is taken, and the connection is reset before a word. */
  public static Speech resetAfterCommit() {
    return out -> {};
  }

  /** Breaks off in the middle of what it promised. */
  public static Speech cut(int status) {
    return out -> {
      head(out, status, "Content-Type: application/json\nContent-Length: 5000");
      out.write("{\"ok\":tr".getBytes(UTF_8));
    };
  }

  private static void drip(OutputStream out) throws IOException {
    while (true) {
      out.write('x');
      out.flush();
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void head(OutputStream out, int status, String headers) throws IOException {
    String head = "HTTP/1.1 " + status + " Said\nConnection: close\n" + headers.strip() + "\n\n";
    out.write(head.replace("\n", "\r\n").getBytes(ISO_8859_1));
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        daemon(() -> serve(caller));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      String request = request(caller.getInputStream());
      requests.add(request);
      answers.apply(request).to(caller.getOutputStream());
      caller.getOutputStream().flush();
    } catch (IOException e) {
      // The caller hung up, which is its right.
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    Matcher length = LENGTH.matcher(head.toString(ISO_8859_1));
    head.write(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
    return head.toString(UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
