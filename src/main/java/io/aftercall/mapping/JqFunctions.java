package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * Functions of jq that jackson-jq does not bring: membership, and dates and times in the format of
 * jq ({@code %Y-%m-%d}). The same set stands in mappings and in routes, and none of them looks at a
 * clock or at the machine's zone.
 */
public final class JqFunctions {
  private JqFunctions() {}

  /** Adds the functions; one of the same name that was there before is replaced. */
  public static void addTo(Scope scope) {
    scope.addFunction("IN", 1, in());
    scope.addFunction("IN", 2, inStream());
    JqTimes.addTo(scope);
  }

  /** {@code .outcome | IN("busy", "failed")}. */
  private static Function in() {
    return (scope, arguments, in, path, output, version) -> {
      boolean[] found = {false};
      arguments.get(0).apply(scope, in, each -> found[0] |= equal(in, each));
      output.emit(BooleanNode.valueOf(found[0]), null);
    };
  }

  /** {@code IN(.tags[]; "a", "b")}: whether any of the first is among the second. */
  private static Function inStream() {
    return (scope, arguments, in, path, output, version) -> {
      boolean[] found = {false};
      Expression wanted = arguments.get(1);
      arguments
          .get(0)
          .apply(scope, in, one -> wanted.apply(scope, in, each -> found[0] |= equal(one, each)));
      output.emit(BooleanNode.valueOf(found[0]), null);
    };
  }

  private static boolean equal(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(other);
  }

  /** Evaluates an argument of which only the first result counts; null when there is none. */
  static JsonNode argument(List<Expression> arguments, int index, Scope scope, JsonNode in)
      throws JsonQueryException {
    JsonNode[] first = {null};
    arguments.get(index).apply(scope, in, each -> first[0] = first[0] == null ? each : first[0]);
    return first[0];
  }
}
