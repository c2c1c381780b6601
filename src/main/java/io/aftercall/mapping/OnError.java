package io.aftercall.mapping;

/** What becomes of a field whose value is there but cannot be used. */
enum OnError {
  /** Left out, with a note. */
  OMIT,
  /** The default is used, with a note. */
  DEFAULT,
  /** The record is not sent. */
  REJECT
}
