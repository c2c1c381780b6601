package io.aftercall.cli;

import io.aftercall.config.DidYouMean;
import java.util.Collection;

/** What is said of a name that nothing has. */
final class UnknownName {
  private UnknownName() {}

  /**
   * @param what "source", "mapping"
   */
  static void refuse(String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
      String hint = known.isEmpty() ? "there is none at all" : DidYouMean.hint(name, known);
      throw new CliException(
          Exit.NO_SUCH_NAME, "There is no %s '%s'; %s".formatted(what, name, hint));
    }
  }
}
