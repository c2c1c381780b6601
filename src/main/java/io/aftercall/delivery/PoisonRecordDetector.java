package io.aftercall.delivery;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records that stop their destination each time they are sent, although it takes others in between:
 * a filter in front of it may dislike a text. Known to this process only; of what it forgets the
 * next ones are found anew.
 */
final class PoisonRecordDetector {
  private static final int TIMES = 5;
  private static final int MOST = 1_000;

  private final Map<String, Stops> stops = new LinkedHashMap<>();
  private long taken;

  private record Stops(int times, long taken) {}

  /** The destination took a record. */
  synchronized void took() {
    taken++;
  }

  /** It was stopped by this record, which was sent alone. Whether it is the record's fault. */
  synchronized boolean isOne(String deliveryId) {
    Stops before = stops.remove(deliveryId);
    int times = before == null ? 1 : before.times() + (before.taken() < taken ? 1 : 0);
    if (times == TIMES) {
      return true;
    }
    stops.put(deliveryId, new Stops(times, taken));
    if (stops.size() > MOST) {
      stops.remove(stops.keySet().iterator().next());
    }
    return false;
  }
}
