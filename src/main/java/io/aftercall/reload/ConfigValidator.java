package io.aftercall.reload;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import java.util.List;

/** Says what is wrong with an installation's files as a whole, before they are put in force. */
public interface ConfigValidator {
  /** Only what must not be put in force; empty when all is well. */
  List<Problem> inspect(Workspace workspace);
}
