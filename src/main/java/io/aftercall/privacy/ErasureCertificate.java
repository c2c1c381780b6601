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
 * @param complete false when files beside the tables still hold something for a while
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
    boolean complete) {}
