package aftercall.upkeep;

import aftercall.delivery.Leftovers;
import aftercall.store.Ulids;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes out the files on this node that have been kept for long enough. */
final class FileRetention {
  private static final Logger LOG = LoggerFactory.getLogger(FileRetention.class);

  private final List<Leftovers> leftovers;
  private final Duration kept;
  private final InstantSource clock;
  private final AtomicLong removed = new AtomicLong();
  private boolean failing;

  FileRetention(List<Leftovers> leftovers, Duration kept, InstantSource clock) {
    this.leftovers = leftovers;
    this.kept = kept;
    this.clock = clock;
  }

  /** All of them. Returns how long to rest. */
  Duration step() {
    String before = Ulids.floor(clock.instant().minus(kept));
    try {
      for (Leftovers some : leftovers) {
        removed.addAndGet(some.forgetBefore(before));
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("retention.files_stay error={}", e.getClass().getSimpleName());
      }
      failing = true;
    }
    return Retention.REST;
  }

  /** Files taken out since the start. */
  long removed() {
    return removed.get();
  }

  Duration kept() {
    return kept;
  }
}
