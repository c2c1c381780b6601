package aftercall.http;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/** What the verdict of a {@code http-json} step means for the records it is about. */
final class JsonVerdicts {
  /** Codes and field names; sentences may hold what somebody said. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private JsonVerdicts() {}

  /**
   * Whether the expression judges by more than the status.
   *
   * @param expression null from kamelets of before, which did not say
   */
  static boolean readsAnswer(String expression) {
    return expression != null && expression.contains("answer");
  }

  static void settle(List<Parcel> parcels, boolean all, JsonNode verdict, int status) {
    if (!all || isNothing(verdict)) {
      parcels.forEach(parcel -> parcel.settle(outcome(verdict, status)));
      return;
    }
    if (!verdict.isArray() || verdict.size() != parcels.size()) {
      String given = verdict.isArray() ? verdict.size() + " verdicts" : "no list of verdicts";
      Outcome outcome =
          HttpAnswers.unclear(
              status,
              "the route's 'verdict' gives %s for %d records".formatted(given, parcels.size()));
      parcels.forEach(parcel -> parcel.settle(outcome));
      return;
    }
    for (int i = 0; i < parcels.size(); i++) {
      parcels.get(i).settle(outcome(verdict.get(i), status));
    }
  }

  private static Outcome outcome(JsonNode verdict, int status) {
    if (isNothing(verdict)) {
      return Outcome.Delivered.as("");
    }
    if (!verdict.isObject()) {
      boolean refused = verdict.isBoolean() && !verdict.booleanValue();
      return refused
          ? Outcome.Refused.because("HTTP " + status + ": the answer says it failed")
          : Outcome.Delivered.as(verdict.isBoolean() ? "" : reference(verdict));
    }
    if (verdict.path("ok").asBoolean()) {
      return Outcome.Delivered.as(reference(verdict.path("id")));
    }
    String said = "HTTP " + status + spaced(code(verdict.path("reason")));
    if (verdict.path("retry").asBoolean()) {
      return Outcome.TryLater.because(said + ": the system asks to come back");
    }
    return isNothing(verdict.path("ok")) && isNothing(verdict.path("reason"))
        ? HttpAnswers.unclear(status, "the answer says nothing about the record")
        : new Outcome.Refused(
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
