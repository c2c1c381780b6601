package io.aftercall.destination.salesforce;

import java.util.HashSet;
import java.util.Set;

/**
 * Whether a portion of one upsert was too large. A code that a record gets alone as well is the
 * record's after all, and then no smaller portions are tried for it.
 */
final class BatchPortions {
  private final PortionSizes sizes;
  private final String kind;
  private final Set<String> ofRecords = new HashSet<>();
  private boolean searching;
  private int underWay;

  BatchPortions(PortionSizes sizes, String kind) {
    this.sizes = sizes;
    this.kind = kind;
  }

  /** Most records in one request. */
  int size() {
    return sizes.of(kind);
  }

  void leaves(int records) {
    underWay = records;
  }

  void passed(int records) {
    if (searching) {
      searching = false;
      sizes.most(kind, records);
    }
    sizes.passed(kind, records);
  }

  /** No answer came, or the whole of it was refused for its size. */
  void tooMany() {
    if (underWay > 1) {
      sizes.tooMany(kind, underWay);
    }
  }

  /**
   * Whether what is under way failed for being many.
   *
   * @param limit whether Salesforce spoke of a limit
   * @param common the one code that all its records have; "" for none
   */
  boolean ofMany(boolean limit, String common) {
    if (underWay == 1) {
      ofRecords.add(common);
      searching = false;
      return false;
    }
    if (limit) {
      tooMany();
      return true;
    }
    boolean suspect = !common.isEmpty() && !ofRecords.contains(common);
    searching |= suspect;
    return suspect;
  }
}
