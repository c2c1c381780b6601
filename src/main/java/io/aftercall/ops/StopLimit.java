package io.aftercall.ops;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;

/**
 * Ends the process when an orderly stop takes longer than its limit, whatever a destination, a
 * database or a log does. Nothing is lost by that: what is acknowledged is on the disk, and what
 * was under way is taken up by the next start, as after a crash.
 */
public final class StopLimit {
  private static final Logger LOG = LoggerFactory.getLogger(StopLimit.class);

  /** As a process that was ended by SIGTERM says to whoever watches it. */
  private static final int TERMINATED = 128 + 15;

  private static final long REPORT_MILLIS = 500;

  private volatile Duration limit = Duration.ofSeconds(25);

  private StopLimit() {}

  /** Watches over the stop of this process from now on, whenever and however it begins. */
  public static StopLimit install() {
    StopLimit stopLimit = new StopLimit();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> daemon("stop-limit", stopLimit::cut), "stop-begins"));
    return stopLimit;
  }

  /** Takes the limit of the settings. */
  public void configure(ApplicationContext context) {
    limit = context.getBean(StopSettings.class).limit();
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void cut() {
    try {
      // An orderly stop ends the process, and this wait with it.
      new CountDownLatch(1).await(limit.toMillis(), TimeUnit.MILLISECONDS);
      // A log nobody reads must not hold this up either.
      daemon("stop-report", this::report).join(REPORT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(TERMINATED);
    }
  }

  private void report() {
    LOG.error(
        "stop.cut after={} s; what is under way is taken up by the next start"
            + " (aftercall.stop.limit)",
        limit.toSeconds());
  }
}
