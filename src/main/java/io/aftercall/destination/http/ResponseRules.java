package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import java.util.List;
import java.util.function.BiPredicate;
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

  /** Whether a verdict says that the record is not taken, or not now. */
  static boolean isRefusal(JsonNode verdict) {
    JsonNode ok = verdict.path("ok");
    return verdict.isObject() && ok.isBoolean() && !ok.booleanValue();
  }

  /**
   * The answer that was judged.
   *
   * @param code what the answer as a whole names, for verdicts that name no code
   */
  record Answered(int status, AnswerCode code) {}

  /**
   * @param goesAgain whether a refused record goes once more, without what the system does not take
   */
  static void complete(
      List<DeliveryItem> deliveryItems,
      boolean all,
      JsonNode verdict,
      Answered answered,
      BiPredicate<DeliveryItem, Outcome.Rejected> goesAgain) {
    int status = answered.status();
    if (!all || isNothing(verdict)) {
      deliveryItems.forEach(
          deliveryItem ->
              complete(deliveryItem, outcome(verdict, status, answered.code()), goesAgain));
      return;
    }
    if (!verdict.isArray() || verdict.size() != deliveryItems.size()) {
      String given = verdict.isArray() ? verdict.size() + " results" : "no list of results";
      Outcome outcome =
          HttpStatusClassifier.unclear(
              status,
              "the route's 'result' gives %s for %d records"
                  .formatted(given, deliveryItems.size()));
      deliveryItems.forEach(deliveryItem -> deliveryItem.complete(outcome));
      return;
    }
    for (int i = 0; i < deliveryItems.size(); i++) {
      // What the whole answer names need not be about this one.
      complete(deliveryItems.get(i), outcome(verdict.get(i), status, AnswerCode.NONE), goesAgain);
    }
  }

  private static void complete(
      DeliveryItem deliveryItem,
      Outcome outcome,
      BiPredicate<DeliveryItem, Outcome.Rejected> goesAgain) {
    if (!(outcome instanceof Outcome.Rejected rejected && goesAgain.test(deliveryItem, rejected))) {
      deliveryItem.complete(outcome);
    }
  }

  static Outcome outcome(JsonNode verdict, int status, AnswerCode answer) {
    if (isNothing(verdict)) {
      return Outcome.Delivered.as("");
    }
    if (!verdict.isObject()) {
      boolean refused = verdict.isBoolean() && !verdict.booleanValue();
      return refused
          ? Outcome.Rejected.because(
              "HTTP " + status + answer.text() + ": the answer says it failed")
          : Outcome.Delivered.as(verdict.isBoolean() ? "" : reference(verdict));
    }
    if (verdict.path("ok").asBoolean()) {
      return Outcome.Delivered.as(reference(verdict.path("id")));
    }
    String said = "HTTP " + status + reason(verdict.path("reason"), answer);
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

  /** The code the verdict picked, or the one in what it picked, or the answer's own. */
  private static String reason(JsonNode picked, AnswerCode answer) {
    String code = code(picked);
    if (!code.isEmpty()) {
      return " " + code;
    }
    AnswerCode inside =
        picked.isContainerNode()
            ? AnswerCode.in(JsonNodeFactory.instance.objectNode().set("error", picked))
            : AnswerCode.NONE;
    return (inside.code().isEmpty() ? answer : inside).text();
  }
}
