package io.aftercall.privacy;

import io.aftercall.destination.LocalCallFiles;
import io.aftercall.store.Store;
import io.aftercall.store.UlidGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out the files on this node that have been kept for long enough; what belongs to a call that
 * needs a person, or is still on its way, stays.
 */
public final class FileRetention {
  private static final Logger LOG = LoggerFactory.getLogger(FileRetention.class);
  private static final int PAGE = 500;

  private final Store store;
  private final List<LocalCallFiles> localCallFiles;
  private final Duration kept;
  private final ClockGuard guard;
  private final InstantSource clock;
  private final AtomicLong removed = new AtomicLong();
  private volatile boolean failing;

  public FileRetention(
      Store store,
      List<LocalCallFiles> localCallFiles,
      Duration kept,
      ClockGuard guard,
      InstantSource clock) {
    this.guard = guard;
    this.store = store;
    this.localCallFiles = localCallFiles;
    this.kept = kept;
    this.clock = clock;
  }

  /** All of them. Returns how long to rest. */
  Duration step() {
    if (!guard.mayRemove()) {
      return Retention.REST;
    }
    String before = UlidGenerator.floor(clock.instant().minus(kept));
    boolean stays = false;
    for (LocalCallFiles some : localCallFiles) {
      try {
        forget(some, before);
      } catch (IOException e) {
        stays = true;
        if (!failing) {
          LOG.warn("retention.files_stay error={}", e.getClass().getSimpleName());
        }
      }
    }
    failing = stays;
    return Retention.REST;
  }

  private void forget(LocalCallFiles some, String before) throws IOException {
    List<String> old = some.events().stream().filter(id -> id.compareTo(before) < 0).toList();
    for (int from = 0; from < old.size(); from += PAGE) {
      List<String> page = new ArrayList<>(old.subList(from, Math.min(from + PAGE, old.size())));
      Set<String> needed = new HashSet<>(RetentionClass.unresolved(store, page));
      page.removeAll(needed);
      removed.addAndGet(some.forget(page));
    }
  }

  /** Files taken out since the start. */
  long removed() {
    return removed.get();
  }

  /** Whether something should have gone and could not. */
  boolean isFailing() {
    return failing;
  }

  Duration kept() {
    return kept;
  }
}
