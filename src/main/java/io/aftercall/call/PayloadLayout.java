package io.aftercall.call;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a sender of another shape writes what calls are made of. Only what is listed is read; the
 * body as it came stays in {@code .raw}.
 *
 * @param fields one of {@link #NAMES} to the places where it may stand; the first that holds
 *     something is taken; empty for senders of the shapes we know
 * @param statuses the sender's word for how a call ended to ours, both in {@link
 *     CallVocabulary#status our spelling}
 */
public record PayloadLayout(Map<String, List<JsonPointer>> fields, Map<String, String> statuses) {
  private static final Pattern MILLIS =
      Pattern.compile("(.*[_-])?ms|.*[a-z]Ms|.*(?i:millis|milliseconds)");
  private static final Set<String> FROM =
      Set.of("from", "fromnumber", "fromphonenumber", "phonenumberfrom", "callerid");
  private static final Set<String> TO =
      Set.of("to", "tonumber", "tophonenumber", "phonenumberto", "callee");

  /** What a body may be asked for. */
  public static final List<String> NAMES =
      List.of(
          "id",
          "status",
          "direction",
          "answered_by",
          "duration",
          "duration_ms",
          "customer_phone",
          "customer_name",
          "customer_first_name",
          "customer_last_name",
          "customer_company",
          "customer_email",
          "assistant_phone",
          "from_number",
          "to_number",
          "assistant_id",
          "assistant_name",
          "created_at",
          "finished_at",
          "summary",
          "transcript",
          "recording_url",
          "success",
          "sentiment",
          "language",
          "attempt_no",
          "max_retries",
          "extracted_variables",
          "input_variables",
          "lead",
          "campaign");

  /** Of a sender whose bodies are read as they are. */
  public static final PayloadLayout KNOWN = new PayloadLayout(Map.of(), Map.of());

  public PayloadLayout {
    fields = Map.copyOf(fields);
    statuses = Map.copyOf(statuses);
  }

  public boolean isKnown() {
    return fields.isEmpty();
  }

  /** The body in the shape we know. */
  ObjectNode of(ObjectNode body) {
    if (isKnown()) {
      return body;
    }
    ObjectNode known = JsonNodeFactory.instance.objectNode();
    for (String name : NAMES) {
      JsonPointer place = first(body, fields.getOrDefault(name, List.of()));
      if (place != null) {
        JsonNode value = body.at(place);
        boolean isDirected = CallParties.isDirected(known.path("direction"));
        known.set(nameOf(name, place, isDirected), name.equals("status") ? status(value) : value);
      }
    }
    if (!known.has("customer_name")) {
      name(known);
    }
    return known;
  }

  private static JsonPointer first(ObjectNode body, List<JsonPointer> places) {
    for (JsonPointer place : places) {
      JsonNode value = body.at(place);
      if (!value.isMissingNode() && !VariableCoercion.isAbsent(value)) {
        return place;
      }
    }
    return null;
  }

  /**
   * A place says itself what stands there: {@code duration_ms} holds milliseconds, and who stands
   * under {@code from_number} depends on the direction, whatever the source calls it.
   */
  private static String nameOf(String name, JsonPointer place, boolean isDirected) {
    String sent = place.last().getMatchingProperty();
    String last = VariableNames.fold(sent);
    boolean isNumber = name.equals("customer_phone") || name.equals("assistant_phone");
    if (name.equals("duration") && MILLIS.matcher(sent).matches()) {
      return "duration_ms";
    }
    if (isNumber && isDirected && FROM.contains(last)) {
      return "from_number";
    }
    return isNumber && isDirected && TO.contains(last) ? "to_number" : name;
  }

  private static void name(ObjectNode known) {
    String first = JsonFields.text(known, "customer_first_name");
    String last = JsonFields.text(known, "customer_last_name");
    if (first != null || last != null) {
      known.put("customer_name", first == null ? last : last == null ? first : first + " " + last);
    }
  }

  private JsonNode status(JsonNode sent) {
    String ours = statuses.get(String.valueOf(CallStatuses.normal(sent.asText())));
    return ours == null ? sent : TextNode.valueOf(ours);
  }
}
