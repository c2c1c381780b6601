package io.aftercall.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongFunction;

/**
 * A lean sender: one thread, many keep-alive connections, one request under way on each. Lean
 * because it shares the cores with what it measures.
 */
final class LoadStorm {
  private final InetSocketAddress door;
  private final LongFunction<byte[]> request;
  private final long firstId;

  /**
   * @param acknowledged ids offset by the first one that got a 202
   * @param micros sorted latencies of the 202 answers
   */
  record Result(
      int sent, BitSet acknowledged, int refused, int broken, int[] micros, double seconds) {
    double perSecond() {
      return acknowledged.cardinality() / seconds;
    }

    double millis(double quantile) {
      return micros.length == 0
          ? 0
          : micros[(int) Math.min(micros.length - 1, quantile * micros.length)] / 1000.0;
    }
  }

  private static final class Connection {
    final SocketChannel channel;
    final ByteBuffer in = ByteBuffer.allocate(4096);
    ByteBuffer out;
    long id;
    long startedAt;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private final BitSet acknowledged = new BitSet();
  private int[] micros = new int[1 << 20];
  private int answered;
  private int refused;
  private int broken;
  private long nextId;
  private long lastId;
  private long stopAt;

  /**
   * @param request the whole HTTP request of a call id
   */
  LoadStorm(int port, long firstId, LongFunction<byte[]> request) {
    this.door = new InetSocketAddress("127.0.0.1", port);
    this.firstId = firstId;
    this.request = request;
  }

  /** Sends until {@code most} calls are answered or the time is over, whichever comes first. */
  Result blow(int connections, long most, double seconds) throws IOException {
    nextId = firstId;
    lastId = firstId + most;
    long start = System.nanoTime();
    stopAt = start + (long) (seconds * 1e9);
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        SocketChannel channel = SocketChannel.open(door);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ, connection);
        next(key, connection);
      }
      while (!selector.keys().isEmpty()) {
        selector.select(key -> turn(key), 1000);
        selector.selectNow();
        if (System.nanoTime() > stopAt + 10_000_000_000L) {
          break;
        }
      }
      selector.keys().forEach(key -> close(key, (Connection) key.attachment()));
    }
    double took = (System.nanoTime() - start) / 1e9;
    int[] sorted = Arrays.copyOf(micros, answered);
    Arrays.sort(sorted);
    return new Result((int) (nextId - firstId), acknowledged, refused, broken, sorted, took);
  }

  private void turn(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isWritable()) {
        write(key, connection);
      } else if (key.isReadable()) {
        read(key, connection);
      }
    } catch (IOException e) {
      broken++;
      close(key, connection);
    }
  }

  private void next(SelectionKey key, Connection connection) throws IOException {
    if (nextId >= lastId || System.nanoTime() > stopAt) {
      close(key, connection);
      return;
    }
    connection.id = nextId++;
    connection.out = ByteBuffer.wrap(request.apply(connection.id));
    connection.in.clear();
    connection.startedAt = System.nanoTime();
    write(key, connection);
  }

  private static void write(SelectionKey key, Connection connection) throws IOException {
    connection.channel.write(connection.out);
    key.interestOps(connection.out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  private void read(SelectionKey key, Connection connection) throws IOException {
    if (connection.channel.read(connection.in) < 0) {
      throw new IOException("closed");
    }
    if (!complete(connection.in)) {
      return;
    }
    byte[] bytes = connection.in.array();
    if (bytes[9] == '2' && bytes[10] == '0' && bytes[11] == '2') {
      acknowledged.set((int) (connection.id - firstId));
      if (answered == micros.length) {
        micros = Arrays.copyOf(micros, answered * 2);
      }
      micros[answered++] = (int) ((System.nanoTime() - connection.startedAt) / 1000);
    } else {
      refused++;
    }
    next(key, connection);
  }

  /** Headers with a Content-Length, then so many bytes; or chunks up to the empty one. */
  private static boolean complete(ByteBuffer in) {
    String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
    if (at < 0) {
      return text.endsWith("\r\n0\r\n\r\n");
    }
    int length = Integer.parseInt(text.substring(at + 15, text.indexOf('\r', at)).trim());
    return in.position() >= end + 4 + length;
  }

  private static void close(SelectionKey key, Connection connection) {
    key.cancel();
    try {
      connection.channel.close();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
    }
  }
}
