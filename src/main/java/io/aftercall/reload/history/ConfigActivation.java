package io.aftercall.reload.history;

import java.time.Instant;

/**
 * A node began to serve by a set.
 *
 * @param hash of the set, 64 hex digits
 * @param before hash of the set the node served by until then; null for its first
 * @param by who had it put back, and why; null when the files were edited
 */
public record ConfigActivation(
    String id, String hash, String before, String node, Instant at, RollbackInfo by) {
  /**
   * A rollback.
   *
   * @param found hash of what lay in the files, where that was not what served; else null
   */
  public record RollbackInfo(String who, String why, String found) {}
}
