package io.aftercall.privacy;

import java.time.Instant;
import java.util.Map;

/**
 * What was erased, without a word about whom.
 *
 * @param what {@code person} or {@code call}
 * @param rows table to number of rows that were taken out
 * @param delivered destination to number of records it has been given: there they still are
 * @param underWay deliveries that were being sent at that moment: they may still have arrived
 * @param goneAt when no byte of it was left in the database's files and its log; null: not yet, it
 *     is tried until it could be done
 */
public record ErasureCertificate(
    String id,
    Instant at,
    String who,
    String why,
    String what,
    Map<String, Integer> rows,
    Map<String, Integer> delivered,
    int underWay,
    Instant goneAt) {

  /** Whether nothing of it is left here. */
  public boolean complete() {
    return goneAt != null;
  }

  ErasureCertificate goneAt(Instant when) {
    return new ErasureCertificate(id, at, who, why, what, rows, delivered, underWay, when);
  }
}
