package io.aftercall.destination;

/** Asks an outside system whether it would let us in, sending nothing of a call. */
@FunctionalInterface
public interface HealthCheck {
  Finding examine();

  /**
   * @param what was examined: {@code Salesforce login}
   * @param says what was found; when bad, what to do
   */
  record Finding(String what, Status grade, String says) {
    public static Finding good(String what, String says) {
      return new Finding(what, Status.GOOD, says);
    }

    public static Finding unset(String what, String says) {
      return new Finding(what, Status.UNSET, says);
    }

    public static Finding bad(String what, String says) {
      return new Finding(what, Status.BAD, says);
    }
  }

  /** How well it is. */
  enum Status {
    GOOD,
    /** Not set up, which may be meant so. */
    UNSET,
    BAD
  }
}
