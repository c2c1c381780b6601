package io.aftercall.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.Problem;
import java.util.List;

/** Problems as SARIF 2.1.0 (OASIS), which CI systems show beside the lines of a change. */
final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private Sarif() {}

  static ObjectNode of(List<Problem> problems) {
    ObjectNode log = JsonNodeFactory.instance.objectNode();
    log.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "Aftercall check");
    ArrayNode rules = driver.putArray("rules");
    problems.stream()
        .map(Problem::code)
        .distinct()
        .sorted()
        .forEach(code -> rules.addObject().put("id", code));
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    problems.forEach(problem -> add(results.addObject(), problem));
    return log;
  }

  private static void add(ObjectNode result, Problem problem) {
    String hint = problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")";
    result
        .put("ruleId", problem.code())
        .put("level", problem.isWarning() ? "warning" : "error")
        .putObject("message")
        .put("text", problem.message() + hint);
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", problem.place().file());
    place
        .putObject("region")
        .put("startLine", Math.max(1, problem.place().line()))
        .put("startColumn", Math.max(1, problem.place().column()));
  }
}
