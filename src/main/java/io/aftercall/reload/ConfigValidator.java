package io.aftercall.reload;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import java.util.List;

/** Says what is wrong with an installation's files as a whole, before they are put in force. */
public interface ConfigValidator {
  /** Only what must not be put in force; empty when all is well. */
  List<Problem> inspect(Workspace workspace);

  /**
   * What an edit does that somebody should know before it is put in force: a test that no longer
   * passes, a branch above the opt-out. A start, and going back to files that were in force, do not
   * ask for it.
   *
   * @param rules sources and mappings of the edited files
   * @return what the edit is refused for; empty when it may be put in force
   */
  default List<Problem> inspectEdit(Workspace edited, ConfigSnapshot rules) {
    return List.of();
  }
}
