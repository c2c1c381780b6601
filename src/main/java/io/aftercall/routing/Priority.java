package io.aftercall.routing;

/** Lower goes first. Small letters, for they are written in route files. */
@SuppressWarnings("checkstyle:ConstantName")
public enum Priority {
  urgent,
  high,
  normal
}
