package io.aftercall.routing;

import io.aftercall.journal.LeasedEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Events about which deciding does not end, and how many of a source are decided at once after some
 * did not fit into memory. Known to this process only. Safe for use by several threads.
 */
final class EndlessEvents {
  static final String REASON =
      "deciding about it did not end; look at the rules that were changed last, then replay it";

  /** Below the lease of an event; no rule may take so long, and no second look does. */
  private static final Duration MOST = Duration.ofSeconds(10);

  private static final int MOST_KNOWN = 10_000;

  private final Map<String, Deciding> deciding = new ConcurrentHashMap<>();
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> limits = new ConcurrentHashMap<>();

  private record Deciding(LeasedEvent event, Thread thread, long since) {}

  void begin(LeasedEvent event) {
    deciding.put(event.source(), new Deciding(event, Thread.currentThread(), System.nanoTime()));
  }

  void end(LeasedEvent event) {
    deciding.computeIfPresent(
        event.source(), (source, one) -> one.thread() == Thread.currentThread() ? null : one);
  }

  boolean has(String eventId) {
    return known.contains(eventId);
  }

  boolean giveUp(String source) {
    Deciding one = deciding.get(source);
    if (one == null || System.nanoTime() - one.since() < MOST.toNanos()) {
      return false;
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.add(one.event().id());
    deciding.remove(source, one);
    return true;
  }

  int limit(String source, int most) {
    return Math.min(most, limits.getOrDefault(source, most));
  }

  void halve(String source, int most) {
    limits.put(source, Math.max(1, most / 2));
  }

  void fitted(String source, int events) {
    limits.computeIfPresent(source, (name, limit) -> events >= limit ? limit * 2 : limit);
  }
}
