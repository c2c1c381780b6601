package io.aftercall.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Strangers at the webhook endpoint: connections that say nothing, and bodies of 10 MB whose sender
 * can be known only when they are whole. Those that are cut come again.
 */
final class ConnectionFlood implements AutoCloseable {
  private static final int BODY = 10_000_000;
  private static final byte[] PIECE = "x".repeat(0x4000).getBytes(ISO_8859_1);

  private final int port;
  private final List<Thread> strangers = new ArrayList<>();
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private volatile boolean open = true;

  ConnectionFlood(int port) {
    this.port = port;
  }

  /** Connections of the idle kind that were opened so far. */
  long opened() {
    return opened.get();
  }

  /** Bytes of bodies written so far. */
  long written() {
    return written.get();
  }

  ConnectionFlood idle(int connections) {
    start("idle", () -> hold(new SocketChannel[connections]));
    return this;
  }

  /**
   * @param path of a source whose signature is over the body
   */
  ConnectionFlood bodies(int senders, String path) {
    for (int i = 0; i < senders; i++) {
      start("body-" + i, () -> send(path));
    }
    return this;
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    strangers.add(thread);
    thread.start();
  }

  private void hold(SocketChannel[] channels) {
    ByteBuffer nothing = ByteBuffer.allocate(512);
    while (open) {
      for (int i = 0; i < channels.length && open; i++) {
        try {
          if (channels[i] == null) {
            channels[i] = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channels[i].configureBlocking(false);
            opened.incrementAndGet();
          } else if (channels[i].read(nothing.clear()) < 0) {
            throw new IOException("cut");
          }
        } catch (IOException cut) {
          close(channels[i]);
          channels[i] = null;
          // The service may be down; a flood is no reason to fill the machine.
          LockSupport.parkNanos(1_000_000);
        }
      }
      LockSupport.parkNanos(100_000_000);
    }
    for (SocketChannel channel : channels) {
      close(channel);
    }
  }

  private void send(String path) {
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: x\r\nX-Webhook-Signature: sha256=00\r\n"
                + "Content-Type: application/json\r\nContent-Length: "
                + BODY
                + "\r\n\r\n")
            .getBytes(ISO_8859_1);
    while (open) {
      SocketChannel channel = null;
      try {
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.write(ByteBuffer.wrap(head));
        for (int sent = 0; sent < BODY && open; sent += PIECE.length) {
          ByteBuffer piece = ByteBuffer.wrap(PIECE, 0, Math.min(PIECE.length, BODY - sent));
          while (piece.hasRemaining()) {
            written.addAndGet(channel.write(piece));
          }
          // 1 MB a second each: what is measured is the service, not the loopback device.
          LockSupport.parkNanos(16_000_000);
        }
        channel.read(ByteBuffer.allocate(512));
      } catch (IOException cut) {
        LockSupport.parkNanos(50_000_000);
      } finally {
        close(channel);
      }
    }
  }

  private static void close(SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Gone already.
    }
  }

  @Override
  public void close() throws InterruptedException {
    open = false;
    for (Thread stranger : strangers) {
      stranger.join(2_000);
    }
  }
}
