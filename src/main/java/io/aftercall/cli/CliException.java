package io.aftercall.cli;

/** Ends a command with a sentence for people and an exit code. */
final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int exit;

  CliException(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }
}
