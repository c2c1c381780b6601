package io.aftercall.camel;

/** What to do when no answer came. Small letters, for they are written in route files. */
@SuppressWarnings("checkstyle:ConstantName")
public enum UnknownOutcomePolicy {
  retry,
  hold
}
