package io.aftercall.store;

import java.time.Instant;

/**
 * A piece of long work on rows, in the order of their ids.
 *
 * @param after the last id of the piece before; empty for the first one
 * @param asOf only rows that have stood where they stand since then or longer: what comes while the
 *     work goes on is not part of it
 * @param size rows at most
 */
public record PageRequest(String after, Instant asOf, int size) {
  /** What follows on a piece that was changed. */
  public PageRequest then(PageResult done) {
    return new PageRequest(done.last(), asOf, size);
  }
}
