package io.aftercall.destination;

/**
 * How a field of a record must be written with care, by a destination that can look first.
 *
 * @param max longest text of the field in characters
 */
public record FieldWritePolicy(Policy policy, int max) {
  /** When the field may be written over what the destination holds. */
  public enum Policy {
    IF_EMPTY,
    IF_OURS,
    APPEND,
    NEWER;

    /** Whether it must be known what the destination holds. */
    public boolean looks() {
      return this != NEWER;
    }

    /** Whether it must be known what we wrote last. */
    public boolean remembers() {
      return this != IF_EMPTY;
    }
  }
}
