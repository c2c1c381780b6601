package io.aftercall.destination.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * A socket that ends a conversation which does not end by itself: one that lasts too long, or in
 * which the other side says too much. A mail server has a few hundred bytes to say.
 */
final class BoundedSocket extends Socket {
  private static final long MOST_BYTES = 1024 * 1024;

  private final long end;
  private InputStream bounded;
  private long read;

  /**
   * @param longest for the whole conversation
   */
  BoundedSocket(Duration longest) {
    end = System.nanoTime() + longest.toNanos();
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    if (bounded == null) {
      bounded = new Bounded(super.getInputStream());
    }
    return bounded;
  }

  private final class Bounded extends FilterInputStream {
    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      check();
      return counted(super.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      check();
      int count = super.read(bytes, offset, length);
      return counted(count, count);
    }

    private int counted(int result, int count) {
      read += Math.max(0, count);
      return result;
    }

    private void check() throws IOException {
      if (read > MOST_BYTES || System.nanoTime() - end > 0) {
        close();
        throw new IOException("the mail server does not come to an end");
      }
    }
  }
}
