package io.aftercall.mapping.write;

/**
 * How a field of a record must be written with care, by a destination that can look first.
 *
 * @param policy never {@link Policy#ALWAYS}, which needs no care
 * @param max longest text of the field in characters; {@link Integer#MAX_VALUE} when its mapping
 *     names none
 * @param onlyNew whether the value is one for a new record only, such as a default
 */
public record FieldWritePolicy(Policy policy, int max, boolean onlyNew) {
  /** Of a value that is there for want of one: what the destination holds says more. */
  public static final FieldWritePolicy DEFAULT_VALUE =
      new FieldWritePolicy(Policy.CREATE, Integer.MAX_VALUE);

  /** When the field may be written over what the destination holds; {@code write:} of a mapping. */
  public enum Policy {
    /** Always; the default. */
    ALWAYS(""),
    /** Only when the record is made. */
    CREATE("only into a new record"),
    /** Only when the target's field is empty: what people typed there stays. */
    IF_EMPTY("only if it is empty"),
    /** Only when the target's field is empty or still holds what we wrote last. */
    IF_UNCHANGED("only if nobody else changed it"),
    /** The text is added to what is there, once per call. */
    APPEND("added to what is there"),
    /** Only when no call that ended later wrote the field. */
    IF_LATEST("only if no later call wrote it");

    private final String words;

    Policy(String words) {
      this.words = words;
    }

    /** For people; empty for what goes without saying. */
    public String words() {
      return words;
    }

    /** Whether it must be known what we wrote last. */
    public boolean remembers() {
      return switch (this) {
        case ALWAYS, CREATE, IF_EMPTY -> false;
        case IF_UNCHANGED, APPEND, IF_LATEST -> true;
      };
    }
  }

  public FieldWritePolicy {
    if (policy == Policy.ALWAYS) {
      throw new IllegalArgumentException("a field that is always written needs no care");
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
