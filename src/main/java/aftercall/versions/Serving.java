package aftercall.versions;

import java.time.Instant;

/**
 * A node began to serve by a set.
 *
 * @param hash of the set, 64 hex digits
 * @param before hash of the set the node served by until then; null for its first
 * @param by who had it put back, and why; null when the files were edited
 */
public record Serving(String id, String hash, String before, String node, Instant at, Act by) {
  /**
   * A rollback.
   *
   * @param found hash of what lay in the files, where that was not what served; else null
   */
  public record Act(String who, String why, String found) {}
}
