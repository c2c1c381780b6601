package io.aftercall.destination;

/**
 * How a field of a record must be written with care, by a destination that can look first.
 *
 * @param max longest text of the field in characters
 * @param onlyNew whether the value is one for a new record only, such as a default
 */
public record FieldWritePolicy(Policy policy, int max, boolean onlyNew) {
  /** When the field may be written over what the destination holds. */
  public enum Policy {
    CREATE,
    IF_EMPTY,
    IF_UNCHANGED,
    APPEND,
    IF_LATEST;

    /** Whether it must be known what we wrote last. */
    public boolean remembers() {
      return this != IF_EMPTY && this != CREATE;
    }
  }

  public FieldWritePolicy(Policy policy, int max) {
    this(policy, max, policy == Policy.CREATE);
  }

  /** The same for a value that is for a new record only. */
  public FieldWritePolicy forNew() {
    return new FieldWritePolicy(policy, max, true);
  }

  /** Whether it must be known what the destination holds. */
  public boolean looks() {
    return onlyNew || policy != Policy.IF_LATEST;
  }

  /** Whether it must be known what we wrote last, be it a default that may give way. */
  public boolean remembers() {
    return policy.remembers() || policy == Policy.IF_EMPTY;
  }
}
