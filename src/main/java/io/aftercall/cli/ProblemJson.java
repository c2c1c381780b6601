package io.aftercall.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.aftercall.config.Problem;
import java.util.List;

/** Problems for machines. */
final class ProblemJson {
  private ProblemJson() {}

  static ArrayNode of(List<Problem> problems) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Problem problem : problems) {
      all.addObject()
          .put("file", problem.place().file())
          .put("line", problem.place().line())
          .put("column", problem.place().column())
          .put("severity", problem.isWarning() ? "warning" : "error")
          .put("code", problem.code())
          .put("message", problem.message())
          .put("hint", problem.hint());
    }
    return all;
  }
}
