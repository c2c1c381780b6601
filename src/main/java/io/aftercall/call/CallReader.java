package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.text.CallMoment;
import io.aftercall.call.text.Placeholders;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/**
 * Reads a body of one sender into the canonical call: one set of fields, whatever shape came in.
 * Missing is null; {@code extracted_variables} and {@code input_variables} are always objects,
 * {@code segments} and {@code notes} always lists, {@code said} and {@code headers} always objects.
 *
 * <p>Safe for use by many threads.
 */
public final class CallReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Where senders write who took the call, as a word. */
  private static final List<String> ANSWERED_BY =
      List.of("answered_by", "answeredBy", "AnsweredBy", "amd_result", "amd_status");

  /** Where they write that a machine did, as true. */
  private static final List<String> MACHINE_ANSWERED =
      List.of(
          "in_voicemail",
          "voicemail_detected",
          "is_voicemail",
          "machine_detected",
          "answering_machine",
          "voicemail");

  private final SourceRules rules;
  private final Variables variables;

  public CallReader(SourceRules rules) {
    this.rules = rules;
    this.variables = new Variables(rules);
  }

  /**
   * Reads a whole body, never throws.
   *
   * @param revision which content of this call this is, counted from one
   */
  public ReadResult read(byte[] body, int revision) {
    return read(StoredRequest.of(body, revision));
  }

  /** Reads a whole body with what else is known of its request, never throws. */
  public ReadResult read(StoredRequest request) {
    ObjectNode root;
    ObjectNode headers = request.headers();
    try {
      root =
          LenientJson.read(request.body(), StoredRequest.contentType(headers), LenientJson::tree);
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
      ObjectNode call = canonical(shaped, callRecognition, callIdentity, request.attemptNo());
      call.put("revision", request.revision());
      call.set("headers", headers);
      call.set("raw", root);
      return new ReadResult.Read(callIdentity.kind(), call);
    } catch (RuntimeException e) {
      // A fault of ours must not come back with every try: the body is kept until it is mended.
      return new ReadResult.NotUnderstood(
          "could not be turned into a call: " + e.getClass().getSimpleName());
    }
  }

  private ObjectNode canonical(
      ObjectNode root,
      CallRecognition callRecognition,
      CallIdentity callIdentity,
      Integer attemptNo) {
    ObjectNode body = callRecognition.body(root);
    ReadingNotes notes = new ReadingNotes();
    Campaign campaign = Campaign.of(body);
    CallParties callParties =
        CallParties.of(body, campaign.lead(), campaign.campaign(), rules.region());
    ObjectNode call = NODES.objectNode();
    call.put("kind", callIdentity.kind().text())
        .put("event", callRecognition.event())
        .put("source", rules.source())
        .put("id", callIdentity.callId());
    end(call, callIdentity.kind(), body, callRecognition);
    times(call, body, callRecognition.wrapper() == null ? MissingNode.getInstance() : root);
    people(call, callParties, campaign.leadId());
    said(call, body, campaign.lead(), notes);
    campaign(call, campaign, body, attemptNo);
    UnreadFields.note(body, call, notes);
    call.put("hold_reason", notes.holdReason());
    call.set("said", notes.said());
    call.set("notes", notes.notes());
    if (rules.promises() != null) {
      CallPromise.set(call, notes, rules.promises(), moment(call), rules.zone());
    }
    return call;
  }

  /** How the call ended. Only a call has an outcome: an ended chat is no connected call. */
  private static void end(
      ObjectNode call, BodyKind bodyKind, ObjectNode body, CallRecognition callRecognition) {
    String status = CallStatuses.normal(JsonFields.text(body, "status", "call_status"));
    if (status == null) {
      status = callRecognition.status(bodyKind);
    }
    Integer seconds = JsonFields.count(body, "duration", "duration_sec", "duration_seconds");
    if (seconds == null) {
      Integer millis = JsonFields.count(body, "duration_ms");
      seconds = millis == null ? null : (Integer) Math.round(millis / 1000f);
    }
    String answeredBy = answeredBy(body);
    call.put("status", status)
        .put(
            "outcome", bodyKind == BodyKind.CALL ? outcome(status, answeredBy) : CallStatuses.OTHER)
        .put("answered_by", answeredBy)
        .put("final", CallStatuses.isFinal(status))
        .put("duration", seconds);
    if (seconds != null && seconds % 60 == 0) {
      call.put("minutes", seconds / 60);
    } else {
      call.put("minutes", seconds == null ? null : (Double) (Math.round(seconds / 6.0) / 10.0));
    }
  }

  /** A machine that answered is no conversation, whatever the status says of the line. */
  private static String outcome(String status, String answeredBy) {
    String outcome = CallStatuses.outcome(status);
    boolean couldBe = !outcome.equals("busy") && !outcome.equals("failed");
    return "machine".equals(answeredBy) && couldBe && CallStatuses.isFinal(status)
        ? CallStatuses.VOICEMAIL
        : outcome;
  }

  /** {@code human}, {@code machine}, the sender's own word, or null where nothing says it. */
  private static String answeredBy(ObjectNode body) {
    for (String name : ANSWERED_BY) {
      JsonNode sent = body.get(name);
      if (sent != null && sent.isBoolean()) {
        return sent.booleanValue() ? "machine" : null;
      }
      if (sent != null && sent.isTextual() && !SpokenValues.isAbsent(sent.textValue())) {
        return CallStatuses.answeredBy(CallStatuses.normal(sent.textValue()));
      }
    }
    for (JsonNode place :
        new JsonNode[] {body, body.path("analysis"), body.path("call_analysis")}) {
      for (String name : MACHINE_ANSWERED) {
        if (place.path(name).booleanValue()) {
          return "machine";
        }
      }
    }
    return null;
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
    call.put("created_at", Timestamps.text(created)).put("finished_at", Timestamps.text(finished));
    Timestamps.local(call, day, rules.zone());
    call.put("language", SpokenLanguages.of(body, body.path("analysis")))
        .put("time_zone", rules.zone().getId())
        .put("region", rules.region());
  }

  /**
   * Phone first, so that a campaign's call and a later one from the same phone are one person; an
   * e-mail address where there is neither phone nor lead.
   */
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

  private void said(ObjectNode call, ObjectNode body, ObjectNode lead, ReadingNotes notes) {
    JsonNode analysis = body.path("analysis");
    Transcript transcript = Transcript.of(body);
    ObjectNode extracted =
        variables.typed(
            extracted(body, analysis, notes),
            notes,
            new SafeReading.Evidence(
                transcript.segments(),
                lead == null ? null : CallStatuses.normal(JsonFields.text(lead, "status"))),
            moment(call));
    ObjectNode input = input(body, notes);
    Customer customer =
        Customer.of(
            lead == null ? null : (ObjectNode) lead.get("variables"), lead, input, extracted);
    String sentName = JsonFields.text(body, "customer_name");
    String name =
        customer.name() == null && !Placeholders.isNoName(sentName) ? sentName : customer.name();
    if (call.get("person_key").textValue().startsWith("call:") && customer.email() != null) {
      // Without a phone and a lead the address tells one caller from another.
      call.put("person_key", "email:" + customer.email().toLowerCase(Locale.ROOT));
    }
    Boolean success = JsonFields.yesNo(body, "success");
    success = success == null ? JsonFields.yesNo(analysis, "success") : success;
    Boolean goal = JsonFields.yesNo(extracted, "status");
    String sentiment = JsonFields.text(body, "sentiment");
    call.put("customer_name", name)
        .put(
            "customer_company",
            customer.company() == null
                ? JsonFields.text(body, "customer_company")
                : customer.company())
        .put(
            "customer_email",
            customer.email() == null ? JsonFields.text(body, "customer_email") : customer.email())
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
  }

  /** What "tomorrow" counts from; null if the sender gave no time. */
  private CallMoment moment(ObjectNode call) {
    JsonNode seconds = call.get("duration");
    return CallMoment.of(
        Timestamps.read(call.get("created_at"), rules.zone()),
        Timestamps.read(call.get("finished_at"), rules.zone()),
        seconds.isInt() ? (Integer) seconds.intValue() : null,
        rules.zone());
  }

  /** Null when nobody has to be asked; silence is no consent, and neither is an unclear answer. */
  private Boolean consent(ObjectNode extracted) {
    return rules.consent() == null
        ? null
        : (Boolean) extracted.path(rules.consent()).booleanValue();
  }

  /** The variables the assistant noted, whatever container they come in. */
  static ObjectNode extracted(ObjectNode body, JsonNode analysis, ReadingNotes notes) {
    ObjectNode found = group(body, notes, "extracted_variables", "evaluation");
    return found.isEmpty() ? group(analysis, notes, "extracted_variables", "variables") : found;
  }

  private static ObjectNode input(ObjectNode body, ReadingNotes notes) {
    ObjectNode found = group(body, notes, "input_variables", "variables");
    return Containers.unwrapped(found);
  }

  /** The first of these groups that holds something. */
  private static ObjectNode group(JsonNode parent, ReadingNotes notes, String... names) {
    for (String name : names) {
      JsonNode sent = parent.get(name);
      Containers.ValueGroup valueGroup = Containers.group(sent);
      if (valueGroup.lost()) {
        notes.unread(name, name, "group", "holds something that is no name with a value", sent);
      }
      if (!valueGroup.values().isEmpty()) {
        return valueGroup.values();
      }
    }
    return NODES.objectNode();
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

  /** Where the sender does not count, the journal has. */
  private static void campaign(
      ObjectNode call, Campaign campaign, ObjectNode body, Integer attemptNo) {
    Integer sent = campaign.attempt(body);
    Integer attempt = sent == null ? attemptNo : sent;
    call.put("attempt_no", attempt)
        .put("max_retries", campaign.maxRetries())
        .put("last_attempt", campaign.isLastAttempt(attempt));
    call.set("lead", campaign.lead());
    call.set("campaign", campaign.campaign());
  }
}
