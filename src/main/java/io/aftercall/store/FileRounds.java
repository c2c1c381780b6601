package io.aftercall.store;

import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks at the database's files once a second, also when nobody writes. */
final class FileRounds implements AutoCloseable {
  private static final long PERIOD_MILLIS = 1_000;

  private final DatabaseFileWatch watch;
  private final Consumer<Throwable> onFinal;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread made = new Thread(run, "aftercall-file-watch");
            made.setDaemon(true);
            return made;
          });

  FileRounds(DatabaseFileWatch watch, Consumer<Throwable> onFinal) {
    this.watch = watch;
    this.onFinal = onFinal;
    thread.scheduleWithFixedDelay(this::step, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** One look. Whatever is thrown, the next one comes. */
  void step() {
    try {
      watch.verify();
    } catch (SQLException | RuntimeException | Error e) {
      if (SqlFailureKind.of(e) == SqlFailureKind.FINAL) {
        onFinal.accept(e);
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
