package io.aftercall.destination.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers one request per connection with the very bytes it was given, and then hangs up. */
public final class RawServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Deque<Speech> speeches = new ArrayDeque<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();

  /** Writes an answer, or as much of it as it likes. */
  public interface Speech {
    void to(OutputStream out) throws IOException;
  }

  public RawServer() throws IOException {
    Thread thread = new Thread(this::serve, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  public String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /** Heads of the requests, as they came. */
  public List<String> heads() {
    return heads;
  }

  public synchronized void next(Speech speech) {
    speeches.add(speech);
  }

  /**
   * @param head lines without the last, empty one
   */
  public void next(String head, byte[] body) {
    next(
        out -> {
          out.write((head.strip().replace("\n", "\r\n") + "\r\n\r\n").getBytes(ISO_8859_1));
          out.write(body);
        });
  }

  private synchronized Speech speech() {
    return speeches.isEmpty() ? out -> {} : speeches.poll();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket caller = socket.accept()) {
        heads.add(head(caller.getInputStream()));
        speech().to(caller.getOutputStream());
        caller.getOutputStream().flush();
      } catch (IOException e) {
        // The caller hung up, which is its right.
      }
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
