package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;

/**
 * Reads a body of one sender into the canonical call: one set of fields, whatever shape came in.
 * Missing is null; {@code extracted_variables} and {@code input_variables} are always objects,
 * {@code segments} and {@code coercions} always lists.
 *
 * <p>Safe for use by many threads.
 */
public final class CallReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final SourceRules rules;
  private final Variables variables;

  public CallReader(SourceRules rules) {
    this.rules = rules;
    this.variables = new Variables(rules.variables(), rules.zone());
  }

  /**
   * Reads a whole body, never throws.
   *
   * @param revision which content of this call this is, counted from one
   */
  public ReadResult read(byte[] body, int revision) {
    ObjectNode root;
    try {
      root = LenientJson.read(body, LenientJson::tree);
    } catch (UnreadableBodyException e) {
      return new ReadResult.NotUnderstood(e.getMessage());
    }
    ObjectNode shaped = rules.shape().of(root);
    CallRecognition callRecognition = CallRecognition.of(shaped);
    CallIdentity callIdentity = callRecognition.envelope();
    if (!callIdentity.understood()) {
      return new ReadResult.NotUnderstood(callIdentity.problem());
    }
    try {
      ObjectNode call = canonical(shaped, callRecognition, callIdentity).put("revision", revision);
      call.set("raw", root);
      return new ReadResult.Read(callIdentity.kind(), call);
    } catch (RuntimeException e) {
      // A fault of ours must not come back with every try: the body is kept until it is mended.
      return new ReadResult.NotUnderstood(
          "could not be turned into a call: " + e.getClass().getSimpleName());
    }
  }

  private ObjectNode canonical(
      ObjectNode root, CallRecognition callRecognition, CallIdentity callIdentity) {
    ObjectNode body = callRecognition.body(root);
    Campaign campaign = Campaign.of(body);
    CallParties callParties =
        CallParties.of(body, campaign.lead(), campaign.campaign(), rules.region());
    ObjectNode call = NODES.objectNode();
    call.put("kind", callIdentity.kind().text())
        .put("event", callRecognition.event())
        .put("source", rules.source())
        .put("id", callIdentity.callId());
    end(call, callIdentity.kind(), body, callRecognition.event());
    times(call, body, callRecognition.wrapper() == null ? MissingNode.getInstance() : root);
    people(call, callParties, campaign.leadId());
    said(call, body, campaign.lead());
    campaign(call, campaign, body);
    return call;
  }

  /** How the call ended. Only a call has an outcome: an ended chat is no connected call. */
  private static void end(ObjectNode call, BodyKind bodyKind, ObjectNode body, String event) {
    String status = CallStatuses.normal(JsonFields.text(body, "status", "call_status"));
    if (status == null && bodyKind == BodyKind.CALL && event != null) {
      status = CallStatuses.normal(event.substring(event.lastIndexOf('.') + 1));
    }
    Integer seconds = JsonFields.count(body, "duration", "duration_sec", "duration_seconds");
    call.put("status", status)
        .put(
            "outcome",
            bodyKind == BodyKind.CALL ? CallStatuses.outcome(status) : CallStatuses.OTHER)
        .put("final", CallStatuses.isFinal(status))
        .put("duration", seconds);
    if (seconds != null && seconds % 60 == 0) {
      call.put("minutes", seconds / 60);
    } else {
      call.put("minutes", seconds == null ? null : (Double) (Math.round(seconds / 6.0) / 10.0));
    }
  }

  private void times(ObjectNode call, ObjectNode body, JsonNode envelope) {
    OffsetDateTime created =
        Timestamps.first(body, rules.zone(), "created_at", "started_at", "start_time", "timestamp");
    OffsetDateTime finished =
        Timestamps.first(body, rules.zone(), "finished_at", "ended_at", "end_time", "updated_at");
    if (finished == null && call.get("final").booleanValue()) {
      finished = Timestamps.first(envelope, rules.zone(), "timestamp");
    }
    OffsetDateTime day = created == null ? finished : created;
    call.put("created_at", Timestamps.text(created))
        .put("finished_at", Timestamps.text(finished))
        .put(
            "local_date",
            day == null ? null : day.atZoneSameInstant(rules.zone()).toLocalDate().toString())
        .put("time_zone", rules.zone().getId())
        .put("region", rules.region());
  }

  /** Phone first, so that a campaign's call and a later one from the same phone are one person. */
  private void people(ObjectNode call, CallParties callParties, String leadId) {
    String phone = callParties.customer();
    String key =
        phone != null
            ? phone
            : leadId != null
                ? "lead:" + leadId
                : "call:" + rules.source() + ":" + call.get("id").textValue();
    call.put("direction", callParties.direction())
        .put("person_key", key)
        .put("customer_phone", phone)
        .put("customer_phone_raw", callParties.customerRaw())
        .put(
            "customer_phone_valid",
            phone == null ? null : (Boolean) Phones.isValid(phone, rules.region()))
        .put(
            "assistant_phone", Phones.e164(callParties.assistantRaw(), rules.region()).orElse(null))
        .put("assistant_phone_raw", callParties.assistantRaw());
  }

  private void said(ObjectNode call, ObjectNode body, ObjectNode lead) {
    JsonNode analysis = body.path("analysis");
    ArrayNode coercions = NODES.arrayNode();
    ObjectNode extracted = variables.typed(extracted(body, analysis), coercions);
    ObjectNode given = JsonFields.object(body, "input_variables", "variables");
    ObjectNode input = given == null ? NODES.objectNode() : given;
    Customer customer =
        Customer.of(
            lead == null ? null : (ObjectNode) lead.get("variables"), lead, input, extracted);
    String name =
        customer.name() == null ? JsonFields.text(body, "customer_name") : customer.name();
    Boolean success = JsonFields.yesNo(body, "success");
    success = success == null ? JsonFields.yesNo(analysis, "success") : success;
    Boolean goal = JsonFields.yesNo(extracted, "status");
    String sentiment = JsonFields.text(body, "sentiment");
    Transcript transcript = Transcript.of(body);
    call.put("customer_name", name)
        .put("customer_company", customer.company())
        .put("customer_email", customer.email())
        .put("assistant_id", JsonFields.text(body, "assistant_id"))
        .put("assistant_name", JsonFields.text(body, "assistant_name"))
        .put("summary", summary(extracted, analysis, body))
        .put("success", success)
        .put("goal_reached", goal == null ? success : goal)
        .put("sentiment", sentiment == null ? JsonFields.text(analysis, "sentiment") : sentiment)
        .put("transcript", transcript.text())
        .put("recording_url", JsonFields.text(body, "recording_url"))
        .put("consent", consent(extracted));
    call.set("extracted_variables", extracted);
    call.set("input_variables", input);
    call.set("segments", transcript.segments());
    call.set("coercions", coercions);
  }

  /** Null when nobody has to be asked; silence is no consent. */
  private Boolean consent(ObjectNode extracted) {
    return rules.consent() == null
        ? null
        : (Boolean) Boolean.TRUE.equals(JsonFields.yesNo(extracted, rules.consent()));
  }

  /** As an object, or as the list {@code [{name, value}]} of the platform's call list. */
  static ObjectNode extracted(ObjectNode body, JsonNode analysis) {
    ObjectNode object = JsonFields.object(body, "extracted_variables", "evaluation");
    object =
        object == null ? JsonFields.object(analysis, "extracted_variables", "variables") : object;
    if (object != null) {
      return object;
    }
    ObjectNode collected = NODES.objectNode();
    for (String list : new String[] {"evaluation", "extracted_variables"}) {
      for (JsonNode entry : body.path(list)) {
        String name = JsonFields.text(entry, "name");
        if (name != null) {
          collected.set(name, entry.get("value"));
        }
      }
    }
    return collected;
  }

  private static String summary(JsonNode extracted, JsonNode analysis, JsonNode body) {
    for (JsonNode place : new JsonNode[] {extracted, analysis, body}) {
      String summary = JsonFields.text(place, "summary", "zusammenfassung");
      if (!SpokenValues.isAbsent(summary)) {
        return summary;
      }
    }
    return null;
  }

  private static void campaign(ObjectNode call, Campaign campaign, ObjectNode body) {
    Integer attempt = campaign.attempt(body);
    call.put("attempt", attempt)
        .put("max_retries", campaign.maxRetries())
        .put("last_attempt", campaign.isLastAttempt(attempt));
    call.set("lead", campaign.lead());
    call.set("campaign", campaign.campaign());
  }
}
