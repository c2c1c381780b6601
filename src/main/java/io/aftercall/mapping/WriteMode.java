package io.aftercall.mapping;

/** When a field may be written over what the target system already holds. */
public enum WriteMode {
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

  WriteMode(String words) {
    this.words = words;
  }

  /** For people; empty for what goes without saying. */
  public String words() {
    return words;
  }
}
