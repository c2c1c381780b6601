package aftercall.mapping;

/** When a field may be written over what the target system already holds. */
public enum Write {
  /** Always; the default. */
  ALWAYS,
  /** Only when the target's field is empty: what people typed there stays. */
  IF_EMPTY
}
