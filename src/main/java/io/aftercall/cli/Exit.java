package io.aftercall.cli;

/** Exit codes, as operators' scripts rely on them. */
final class Exit {
  static final int OK = 0;

  /** Findings, or tests that failed. */
  static final int FINDINGS = 1;

  static final int DIFFERENCES = 2;
  static final int USAGE = 64;

  /** No call, destination, source, state or verb of this name. */
  static final int NO_SUCH_NAME = 66;

  static final int UNAVAILABLE = 69;
  static final int TRY_AGAIN = 75;
  static final int CONFIGURATION = 78;

  private Exit() {}
}
