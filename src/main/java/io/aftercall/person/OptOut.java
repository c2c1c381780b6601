package io.aftercall.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.Protection;
import java.util.List;

/**
 * A no that a call says, by one of the source's protective variables.
 *
 * @param variable canonical name under {@code .extracted_variables}
 * @param words as the customer or the sender said them
 */
public record OptOut(String variable, SuppressionScope scope, String words) {

  /** All that a call says; its protective variables are read on the safe side already. */
  public static List<OptOut> in(ObjectNode call, List<Protection> protections) {
    return protections.stream()
        .filter(protection -> value(call, protection).asBoolean(false))
        .map(protection -> of(call, protection))
        .toList();
  }

  /** The variables by which a call takes back what an earlier content of it said. */
  static List<Protection> takenBack(ObjectNode call, List<Protection> protections) {
    return protections.stream()
        .filter(Protection::revisable)
        .filter(protection -> value(call, protection).isBoolean())
        .filter(protection -> !value(call, protection).booleanValue())
        .toList();
  }

  /** Why nothing of this call goes to such a destination; nothing of the person is in it. */
  public String reason() {
    return "the call says " + variable + " (opt-out, scope " + scope.text() + ")";
  }

  private static OptOut of(ObjectNode call, Protection protection) {
    String variable = protection.variable();
    JsonNode said = call.path("said").path(variable);
    String words =
        said.isMissingNode() || said.isNull()
            ? variable + ": true"
            : said.isTextual() ? said.textValue() : said.toString();
    return new OptOut(variable, scope(protection), words);
  }

  static SuppressionScope scope(Protection protection) {
    return SuppressionScope.valueOf(protection.scope().name());
  }

  private static JsonNode value(ObjectNode call, Protection protection) {
    return call.path("extracted_variables").path(protection.variable());
  }
}
