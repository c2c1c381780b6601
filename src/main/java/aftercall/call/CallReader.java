package aftercall.call;

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

  private final SenderRules rules;
  private final Variables variables;

  public CallReader(SenderRules rules) {
    this.rules = rules;
    this.variables = new Variables(rules.variables(), rules.zone());
  }

  /**
   * Reads a whole body, never throws.
   *
   * @param revision which content of this call this is, counted from one
   */
  public Reading read(byte[] body, int revision) {
    ObjectNode root;
    try {
      root = Json.read(body, Json::tree);
    } catch (Unreadable e) {
      return new Reading.NotUnderstood(e.getMessage());
    }
    ObjectNode shaped = rules.shape().of(root);
    Marks marks = Marks.of(shaped);
    Envelope envelope = marks.envelope();
    if (!envelope.understood()) {
      return new Reading.NotUnderstood(envelope.problem());
    }
    try {
      ObjectNode call = canonical(shaped, marks, envelope).put("revision", revision);
      call.set("raw", root);
      return new Reading.Read(envelope.kind(), call);
    } catch (RuntimeException e) {
      // A fault of ours must not come back with every try: the body is kept until it is mended.
      return new Reading.NotUnderstood(
          "could not be turned into a call: " + e.getClass().getSimpleName());
    }
  }

  private ObjectNode canonical(ObjectNode root, Marks marks, Envelope envelope) {
    ObjectNode body = marks.body(root);
    Campaign campaign = Campaign.of(body);
    Party party = Party.of(body, campaign.lead(), campaign.campaign(), rules.region());
    ObjectNode call = NODES.objectNode();
    call.put("kind", envelope.kind().text())
        .put("event", marks.event())
        .put("source", rules.source())
        .put("id", envelope.callId());
    end(call, envelope.kind(), body, marks.event());
    times(call, body, marks.wrapper() == null ? MissingNode.getInstance() : root);
    people(call, party, campaign.leadId());
    said(call, body, campaign.lead());
    campaign(call, campaign, body);
    return call;
  }

  /** How the call ended. Only a call has an outcome: an ended chat is no connected call. */
  private static void end(ObjectNode call, Kind kind, ObjectNode body, String event) {
    String status = Status.normal(Fields.text(body, "status", "call_status"));
    if (status == null && kind == Kind.CALL && event != null) {
      status = Status.normal(event.substring(event.lastIndexOf('.') + 1));
    }
    Integer seconds = Fields.count(body, "duration", "duration_sec", "duration_seconds");
    call.put("status", status)
        .put("outcome", kind == Kind.CALL ? Status.outcome(status) : Status.OTHER)
        .put("final", Status.isFinal(status))
        .put("duration", seconds);
    if (seconds != null && seconds % 60 == 0) {
      call.put("minutes", seconds / 60);
    } else {
      call.put("minutes", seconds == null ? null : (Double) (Math.round(seconds / 6.0) / 10.0));
    }
  }

  private void times(ObjectNode call, ObjectNode body, JsonNode envelope) {
    OffsetDateTime created =
        Moments.first(body, rules.zone(), "created_at", "started_at", "start_time", "timestamp");
    OffsetDateTime finished =
        Moments.first(body, rules.zone(), "finished_at", "ended_at", "end_time", "updated_at");
    if (finished == null && call.get("final").booleanValue()) {
      finished = Moments.first(envelope, rules.zone(), "timestamp");
    }
    OffsetDateTime day = created == null ? finished : created;
    call.put("created_at", Moments.text(created))
        .put("finished_at", Moments.text(finished))
        .put(
            "local_date",
            day == null ? null : day.atZoneSameInstant(rules.zone()).toLocalDate().toString())
        .put("time_zone", rules.zone().getId())
        .put("region", rules.region());
  }

  /** Phone first, so that a campaign's call and a later one from the same phone are one person. */
  private void people(ObjectNode call, Party party, String leadId) {
    String phone = party.customer();
    String key =
        phone != null
            ? phone
            : leadId != null
                ? "lead:" + leadId
                : "call:" + rules.source() + ":" + call.get("id").textValue();
    call.put("direction", party.direction())
        .put("person_key", key)
        .put("customer_phone", phone)
        .put("customer_phone_raw", party.customerRaw())
        .put(
            "customer_phone_valid",
            phone == null ? null : (Boolean) Phones.isValid(phone, rules.region()))
        .put("assistant_phone", Phones.e164(party.assistantRaw(), rules.region()).orElse(null))
        .put("assistant_phone_raw", party.assistantRaw());
  }

  private void said(ObjectNode call, ObjectNode body, ObjectNode lead) {
    JsonNode analysis = body.path("analysis");
    ArrayNode coercions = NODES.arrayNode();
    ObjectNode extracted = variables.typed(extracted(body, analysis), coercions);
    ObjectNode given = Fields.object(body, "input_variables", "variables");
    ObjectNode input = given == null ? NODES.objectNode() : given;
    Customer customer =
        Customer.of(
            lead == null ? null : (ObjectNode) lead.get("variables"), lead, input, extracted);
    String name = customer.name() == null ? Fields.text(body, "customer_name") : customer.name();
    Boolean success = Fields.yesNo(body, "success");
    success = success == null ? Fields.yesNo(analysis, "success") : success;
    Boolean goal = Fields.yesNo(extracted, "status");
    String sentiment = Fields.text(body, "sentiment");
    Transcript transcript = Transcript.of(body);
    call.put("customer_name", name)
        .put("customer_company", customer.company())
        .put("customer_email", customer.email())
        .put("assistant_id", Fields.text(body, "assistant_id"))
        .put("assistant_name", Fields.text(body, "assistant_name"))
        .put("summary", summary(extracted, analysis, body))
        .put("success", success)
        .put("goal_reached", goal == null ? success : goal)
        .put("sentiment", sentiment == null ? Fields.text(analysis, "sentiment") : sentiment)
        .put("transcript", transcript.text())
        .put("recording_url", Fields.text(body, "recording_url"))
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
        : (Boolean) Boolean.TRUE.equals(Fields.yesNo(extracted, rules.consent()));
  }

  /** As an object, or as the list {@code [{name, value}]} of the platform's call list. */
  static ObjectNode extracted(ObjectNode body, JsonNode analysis) {
    ObjectNode object = Fields.object(body, "extracted_variables", "evaluation");
    object = object == null ? Fields.object(analysis, "extracted_variables", "variables") : object;
    if (object != null) {
      return object;
    }
    ObjectNode collected = NODES.objectNode();
    for (String list : new String[] {"evaluation", "extracted_variables"}) {
      for (JsonNode entry : body.path(list)) {
        String name = Fields.text(entry, "name");
        if (name != null) {
          collected.set(name, entry.get("value"));
        }
      }
    }
    return collected;
  }

  private static String summary(JsonNode extracted, JsonNode analysis, JsonNode body) {
    for (JsonNode place : new JsonNode[] {extracted, analysis, body}) {
      String summary = Fields.text(place, "summary", "zusammenfassung");
      if (!Said.isAbsent(summary)) {
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
