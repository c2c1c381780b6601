package io.aftercall.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what was deleted leave the files, and keeps the log small: tried every second, until no
 * reader is in the way.
 */
final class SecureDeleteRounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SecureDeleteRounds.class);
  private static final long PERIOD_MILLIS = 1_000;

  /** The log is cut when it is longer: long readers let it grow. */
  static final long LARGE_LOG = 96L << 20;

  private final BooleanSupplier clean;
  private final LongSupplier logSize;
  private final InstantSource clock;
  private final List<Supplier<Runnable>> followers = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread made = new Thread(run, "aftercall-cleaning");
            made.setDaemon(true);
            return made;
          });
  private Instant wantedSince;
  private boolean told;

  SecureDeleteRounds(BooleanSupplier clean, LongSupplier logSize, InstantSource clock) {
    this.clean = clean;
    this.logSize = logSize;
    this.clock = clock;
    thread.scheduleWithFixedDelay(this::step, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  synchronized void request() {
    if (wantedSince == null) {
      wantedSince = clock.instant();
    }
  }

  synchronized Optional<Instant> waitsSince() {
    return Optional.ofNullable(wantedSince);
  }

  void follow(Supplier<Runnable> follower) {
    followers.add(follower);
  }

  /** One try, if one is due. Whatever is thrown, the next one comes. */
  void step() {
    Optional<Instant> wanted = take();
    if (wanted.isEmpty() && logSize.getAsLong() < LARGE_LOG) {
      return;
    }
    boolean done = false;
    try {
      List<Runnable> after = followers.stream().map(Supplier::get).toList();
      done = clean.getAsBoolean();
      if (done) {
        after.forEach(Runnable::run);
      }
    } catch (RuntimeException | Error e) {
      tell(e.toString());
    } finally {
      if (done) {
        told = false;
      } else {
        wanted.ifPresent(this::giveBack);
        tell("somebody reads all the time");
      }
    }
  }

  /** What is asked for while a try runs is for the next one. */
  private synchronized Optional<Instant> take() {
    Optional<Instant> wanted = Optional.ofNullable(wantedSince);
    wantedSince = null;
    return wanted;
  }

  private synchronized void giveBack(Instant since) {
    wantedSince = since;
  }

  private void tell(String why) {
    if (!told) {
      LOG.info("store.cleaning_waits reason=\"{}\"; tried every second until it is done", why);
      told = true;
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
