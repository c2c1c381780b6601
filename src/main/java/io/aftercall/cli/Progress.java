package io.aftercall.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** Says now and then how far a long run has come. */
final class Progress {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final PrintWriter err;
  private long last = System.nanoTime();
  private long all;
  private long done;

  Progress(PrintWriter err) {
    this.err = err;
  }

  /**
   * @param count of all that is to be done, or 0 when that has been said
   */
  void add(long count, int more) {
    all = Math.max(all, count);
    done += more;
    if (System.nanoTime() - last > PAUSE.toNanos()) {
      last = System.nanoTime();
      err.printf("%,d of %,d calls%n", done, all);
      err.flush();
    }
  }
}
