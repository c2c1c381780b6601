package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The campaign a call belongs to and the lead it went to, each in the classic shape.
 *
 * @param lead null if there is none; its {@code variables} is always an object
 * @param campaign null if there is none; its allowed hours are {@code HH:mm:ss}
 */
record Campaign(ObjectNode lead, ObjectNode campaign) {
  private static final List<String> HOURS =
      List.of("allowed_hours_start_time", "allowed_hours_end_time");

  static Campaign of(ObjectNode body) {
    ObjectNode sent = present(body.get("lead"));
    ObjectNode campaign = present(body.get("campaign"));
    if (campaign == null && sent != null) {
      campaign = present(sent.get("campaign"));
    }
    ObjectNode lead = sent == null ? named(body, "lead_id", null) : sent;
    campaign = campaign == null ? named(body, "campaign_id", "campaign_name") : campaign;
    return new Campaign(lead == null ? null : withVariables(lead), withHours(campaign));
  }

  /** {@code lead:12345}'s number, as text; null if there is none. */
  String leadId() {
    return lead == null ? null : CallRecognition.id(lead.get("id"));
  }

  /** How often the campaign tries again after the first attempt; null if unknown. */
  Integer maxRetries() {
    return campaign == null ? null : JsonFields.count(campaign, "max_retries");
  }

  /** Which attempt this call was, counted from one; null if the sender does not count. */
  Integer attempt(ObjectNode body) {
    Integer attempt = JsonFields.count(body, "attempt_no", "attempt", "attempt_number");
    return (attempt != null || lead == null)
        ? attempt
        : JsonFields.count(lead, "attempt", "attempts");
  }

  /** Whether the campaign will not call this lead again; null if nothing says it. */
  Boolean isLastAttempt(Integer attempt) {
    String status = lead == null ? null : CallStatuses.normal(JsonFields.text(lead, "status"));
    if ("reached_max_retries".equals(status)) {
      return true;
    }
    if ("rescheduled".equals(status) || "scheduled".equals(status)) {
      return false;
    }
    Integer retries = maxRetries();
    boolean counted = attempt != null && retries != null;
    return counted ? (Boolean) (attempt > retries) : null;
  }

  /** An object that holds something, also as JSON text or as a list of one; else null. */
  private static ObjectNode present(JsonNode value) {
    ObjectNode object = Containers.object(value);
    return object == null || object.isEmpty() ? null : object;
  }

  private static ObjectNode named(ObjectNode body, String id, String name) {
    boolean named = name != null && JsonFields.text(body, name) != null;
    if (CallRecognition.id(body.get(id)) == null && !named) {
      return null;
    }
    ObjectNode made = JsonNodeFactory.instance.objectNode();
    made.set("id", body.get(id));
    return named ? made.put("name", JsonFields.text(body, name)) : made;
  }

  private static ObjectNode withVariables(ObjectNode lead) {
    JsonNode sent = lead.get("variables");
    ObjectNode variables = Containers.unwrapped(Containers.group(sent).values());
    return variables == sent ? lead : shallow(lead).set("variables", variables);
  }

  private static ObjectNode withHours(ObjectNode campaign) {
    if (campaign == null || HOURS.stream().noneMatch(hour -> isShort(campaign, hour))) {
      return campaign;
    }
    ObjectNode copy = shallow(campaign);
    for (String hour : HOURS) {
      if (isShort(copy, hour)) {
        copy.put(hour, copy.get(hour).textValue() + ":00");
      }
    }
    return copy;
  }

  private static boolean isShort(ObjectNode campaign, String hour) {
    String text = campaign.path(hour).asText();
    return text.length() == 5 && text.charAt(2) == ':';
  }

  /** The same children under a new parent: what was received stays as received. */
  private static ObjectNode shallow(ObjectNode object) {
    return JsonNodeFactory.instance.objectNode().setAll(object);
  }
}
