package io.aftercall.person;

/**
 * Which suppressions are looked for.
 *
 * @param id null for any
 * @param source null for any, as those that a person added
 * @param personKey phone in E.164, or {@code email:} and an address; null for anybody
 * @param before only those that are older than this one; null: from the latest on
 */
public record SuppressionFilter(
    String id, State state, String source, String personKey, String before, int limit) {
  /** Whether it holds. */
  public enum State {
    ACTIVE,
    LIFTED,
    ALL
  }

  public static SuppressionFilter of(String id) {
    return new SuppressionFilter(id, State.ALL, null, null, null, 1);
  }
}
