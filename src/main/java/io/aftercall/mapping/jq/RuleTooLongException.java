package io.aftercall.mapping.jq;

/** An evaluation used up its budget. No catch of jq itself ({@code try}, {@code ?}) stops it. */
public final class RuleTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;

  private RuleTooLongException(String what, String message) {
    super(message, null, false, false);
    this.what = what;
  }

  static RuleTooLongException because(String what) {
    return new RuleTooLongException(what, "this rule took too long: " + what);
  }

  /** It called itself until the stack was full. */
  public static RuleTooLongException tooDeep() {
    return because("it calls itself too deep");
  }

  /**
   * The same, and where the rule stands.
   *
   * @param place {@code routes/decide/a.camel.yaml:12}; empty when it is not known
   */
  public RuleTooLongException at(String place) {
    return place.isEmpty()
        ? this
        : new RuleTooLongException(what, "this rule took too long: " + place + " (" + what + ")");
  }

  /** The one among the causes of a failure, or null. */
  public static RuleTooLongException in(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure;
        cause != null && depth < 50;
        cause = cause.getCause(), depth++) {
      if (cause instanceof RuleTooLongException rule) {
        return rule;
      }
    }
    return null;
  }
}
