package io.aftercall.person;

/** By which way a destination contacts the customer; {@code channel} of a route. */
public enum Channel {
  /** Not said, or by several: whoever opted out of one is not contacted. */
  any,
  call,
  email
}
