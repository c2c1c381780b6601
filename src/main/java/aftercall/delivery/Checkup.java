package aftercall.delivery;

/** Asks an outside system whether it would let us in, sending nothing of a call. */
@FunctionalInterface
public interface Checkup {
  Finding examine();

  /**
   * @param what was examined: {@code Salesforce login}
   * @param says what was found; when bad, what to do
   */
  record Finding(String what, Grade grade, String says) {
    public static Finding good(String what, String says) {
      return new Finding(what, Grade.GOOD, says);
    }

    public static Finding unset(String what, String says) {
      return new Finding(what, Grade.UNSET, says);
    }

    public static Finding bad(String what, String says) {
      return new Finding(what, Grade.BAD, says);
    }
  }

  /** How well it is. */
  enum Grade {
    GOOD,
    /** Not set up, which may be meant so. */
    UNSET,
    BAD
  }
}
