package io.aftercall.destination.salesforce;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many records of one kind the org takes in one request. What was too many is not tried again:
 * the next portions are half as large, and grow after a while, for an org is mended at some time.
 */
final class PortionSizes {
  /** So many full portions must pass before a larger one is tried. */
  private static final int PASSES = 20;

  private record Size(int most, int passes) {}

  private final Map<String, Size> sizes = new ConcurrentHashMap<>();

  /**
   * @param kind the destination and the object
   */
  int of(String kind) {
    Size size = sizes.get(kind);
    return size == null ? Upsert.LIMIT : size.most();
  }

  void tooMany(String kind, int records) {
    int half = Math.max(1, records / 2);
    sizes.merge(kind, new Size(half, 0), (a, b) -> a.most() <= b.most() ? a : b);
  }

  /** More than these did not pass just before. */
  void most(String kind, int records) {
    sizes.put(kind, new Size(Math.max(1, records), 0));
  }

  void passed(String kind, int records) {
    sizes.computeIfPresent(
        kind,
        (same, size) -> {
          if (records < size.most()) {
            return size;
          }
          if (size.passes() + 1 < PASSES) {
            return new Size(size.most(), size.passes() + 1);
          }
          int larger = size.most() * 2;
          return larger >= Upsert.LIMIT ? null : new Size(larger, 0);
        });
  }
}
