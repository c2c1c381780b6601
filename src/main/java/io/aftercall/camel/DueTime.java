package io.aftercall.camel;

/** When a delivery is sent. Small letters, for they are written in route files. */
@SuppressWarnings("checkstyle:ConstantName")
public enum DueTime {
  now,
  promise
}
