package io.aftercall.config;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files of operators on a thread with a deadline, so that no file, whatever it holds, has the
 * reader wait for ever or end with an Error.
 */
public final class BoundedParsing {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedParsing.class);
  private static final InheritableThreadLocal<AtomicReference<String>> FILE =
      new InheritableThreadLocal<>();
  private static final ThreadMXBean THREADS =
      ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean ? bean : null;

  /** Of the processor; a busy machine is waited for {@link #PATIENCE} times as long. */
  private static final Duration LIMIT = Duration.ofMillis(2_200);

  private static final int PER_FILE_MILLIS = 20;
  private static final int PATIENCE = 15;
  private static final long LOOK_MILLIS = 50;

  private BoundedParsing() {}

  /** A file is read now; told when it turns out to be the last one. */
  static void of(String file) {
    AtomicReference<String> last = FILE.get();
    if (last != null) {
      last.set(file);
    }
  }

  /**
   * Does the work, unless it takes too long.
   *
   * @param files how many there are
   * @param late makes the result from what is wrong with the file that was read last, when the work
   *     does not end or ends with an Error
   */
  public static <T> T of(int files, Supplier<T> work, Function<Problem, T> late) {
    if (FILE.get() != null) {
      // Inside another one, whose deadline counts.
      return work.get();
    }
    AtomicReference<String> last = new AtomicReference<>("");
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              FILE.set(last);
              return work.get();
            });
    Thread reader = new Thread(task, "config-reader");
    reader.setDaemon(true);
    reader.start();
    try {
      return result(task, reader, LIMIT.plusMillis((long) files * PER_FILE_MILLIS));
    } catch (TimeoutException e) {
      reader.interrupt();
      reader.setPriority(Thread.MIN_PRIORITY);
      return late.apply(problem(last.get(), "takes too long to read"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error && !(error instanceof VirtualMachineError)) {
        // A class that does not load, for example: the file is not to blame.
        throw error;
      }
      LOG.warn("config.reader_failed file={} error={}", last.get(), String.valueOf(e.getCause()));
      return late.apply(problem(last.get(), kind(e.getCause())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the files were read", e);
    }
  }

  private static String kind(Throwable error) {
    if (error instanceof StackOverflowError) {
      return "is nested too deep";
    }
    return error instanceof OutOfMemoryError
        ? "is too large"
        : "cannot be examined (" + error.getClass().getSimpleName() + ")";
  }

  private static <T> T result(FutureTask<T> task, Thread reader, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    long begin = System.nanoTime();
    while (true) {
      try {
        return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long lasts = System.nanoTime() - begin;
        long used = THREADS == null ? lasts : THREADS.getThreadCpuTime(reader.getId());
        if (used > limit.toNanos() || lasts > PATIENCE * limit.toNanos()) {
          throw e;
        }
      }
    }
  }

  private static Problem problem(String file, String what) {
    return Problem.at(
        SourceLocation.of(file.isEmpty() ? "config" : file),
        "too-long",
        "this file, or what was read of it last, " + what,
        "make it smaller and simpler; the last edit is the likely cause");
  }
}
