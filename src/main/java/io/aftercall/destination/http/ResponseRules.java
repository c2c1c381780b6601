package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import java.util.List;
import java.util.regex.Pattern;

/** What the verdict of a {@code http-json} step means for the records it is about. */
final class ResponseRules {
  /** Codes and field names; sentences may hold what somebody said. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private ResponseRules() {}

  /**
   * Whether the expression judges by more than the status.
   *
   * @param expression null from kamelets of before, which did not say
   */
  static boolean readsAnswer(String expression) {
    return expression != null && expression.contains("answer");
  }

  static void complete(
      List<DeliveryItem> deliveryItems, boolean all, JsonNode verdict, int status) {
    if (!all || isNothing(verdict)) {
      deliveryItems.forEach(deliveryItem -> deliveryItem.complete(outcome(verdict, status)));
      return;
    }
    if (!verdict.isArray() || verdict.size() != deliveryItems.size()) {
      String given = verdict.isArray() ? verdict.size() + " verdicts" : "no list of verdicts";
      Outcome outcome =
          HttpStatusClassifier.unclear(
              status,
              "the route's 'verdict' gives %s for %d records"
                  .formatted(given, deliveryItems.size()));
      deliveryItems.forEach(deliveryItem -> deliveryItem.complete(outcome));
      return;
    }
    for (int i = 0; i < deliveryItems.size(); i++) {
      deliveryItems.get(i).complete(outcome(verdict.get(i), status));
    }
  }

  private static Outcome outcome(JsonNode verdict, int status) {
    if (isNothing(verdict)) {
      return Outcome.Delivered.as("");
    }
    if (!verdict.isObject()) {
      boolean refused = verdict.isBoolean() && !verdict.booleanValue();
      return refused
          ? Outcome.Rejected.because("HTTP " + status + ": the answer says it failed")
          : Outcome.Delivered.as(verdict.isBoolean() ? "" : reference(verdict));
    }
    if (verdict.path("ok").asBoolean()) {
      return Outcome.Delivered.as(reference(verdict.path("id")));
    }
    String said = "HTTP " + status + spaced(code(verdict.path("reason")));
    if (verdict.path("retry").asBoolean()) {
      return Outcome.Retry.because(said + ": the system asks to come back");
    }
    return isNothing(verdict.path("ok")) && isNothing(verdict.path("reason"))
        ? HttpStatusClassifier.unclear(status, "the answer says nothing about the record")
        : new Outcome.Rejected(
            said + ": the system refuses the record", code(verdict.path("field")));
  }

  private static boolean isNothing(JsonNode verdict) {
    return verdict == null || verdict.isNull() || verdict.isMissingNode();
  }

  private static String reference(JsonNode id) {
    return id.isValueNode() && CODE.matcher(id.asText()).matches() ? id.asText() : "";
  }

  private static String code(JsonNode said) {
    return said.isTextual() && CODE.matcher(said.textValue()).matches() ? said.textValue() : "";
  }

  private static String spaced(String code) {
    return code.isEmpty() ? "" : " " + code;
  }
}
