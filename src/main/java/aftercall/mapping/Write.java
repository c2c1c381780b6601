package aftercall.mapping;

/** When a field may be written over what the target system already holds. */
public enum Write {
  /** Always; the default. */
  ALWAYS,
  /** Only when the target's field is empty: what people typed there stays. */
  IF_EMPTY,
  /** Only when the target's field is empty or holds what we last wrote. */
  IF_OURS,
  /** Added below what is there. */
  APPEND,
  /** Only when no newer call has written it. */
  NEWER
}
