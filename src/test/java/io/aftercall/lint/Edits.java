package io.aftercall.lint;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import java.nio.file.Path;

/** The shipped files, and what stands where a problem points. */
final class Edits {
  static final Workspace SHIPPED = Workspace.read(Path.of("."));

  private Edits() {}

  /** The text from the problem's place on, to the end of its line. */
  static String rest(Workspace workspace, Problem problem) {
    String line =
        workspace
            .text(problem.place().file())
            .orElseThrow()
            .split("\n", -1)[problem.place().line() - 1];
    return line.substring(problem.place().column() - 1);
  }
}
