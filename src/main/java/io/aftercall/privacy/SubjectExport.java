package io.aftercall.privacy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.journal.EventBody;
import io.aftercall.journal.EventDeletion;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.Journal;
import io.aftercall.outbox.Attempt;
import io.aftercall.outbox.DeliveryDeletion;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.NumberedAttempt;
import io.aftercall.store.StateChange;
import io.aftercall.store.StateChangeLog;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that is held about a person or a call, as JSON: what Articles 15 and 20 of the GDPR
 * ask for. Written call by call, so that its length does not matter.
 */
public final class SubjectExport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SubjectData subjectData;
  private final EventQueries events;
  private final Journal journal;
  private final DeliveryQueries deliveries;
  private final StateChangeLog stateChangeLog;

  public SubjectExport(
      SubjectData subjectData,
      EventQueries events,
      Journal journal,
      DeliveryQueries deliveries,
      StateChangeLog stateChangeLog) {
    this.subjectData = subjectData;
    this.events = events;
    this.journal = journal;
    this.deliveries = deliveries;
    this.stateChangeLog = stateChangeLog;
  }

  /** {@code {"of", "at", "events": [], "remembered_records": []}}. */
  public void write(DataSubject dataSubject, Instant at, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.setCodec(JSON);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField(
          dataSubject.what(),
          dataSubject.isPerson() ? dataSubject.personKey() : dataSubject.callId());
      json.writeStringField("at", at.toString());
      json.writeArrayFieldStart("events");
      for (EventDeletion.Found found : subjectData.events(dataSubject)) {
        JsonNode event = events.get(found.id()).map(this::event).orElse(null);
        if (event != null) {
          json.writeTree(event);
        }
      }
      json.writeEndArray();
      json.writeArrayFieldStart("remembered_records");
      for (DeliveryDeletion.Remembered one : subjectData.marks(dataSubject)) {
        json.writeTree(
            JSON.createObjectNode()
                .put("destination", one.destination())
                .put("record_fingerprint", one.recordKey())
                .set("fields", tree(one.fields())));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private ObjectNode event(EventRow row) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("id", row.id())
            .put("source", row.source())
            .put("call_id", row.callId())
            .put("revision", row.revision())
            .put("person_key", row.personKey())
            .put("state", row.state().text())
            .put("reason", row.reason())
            .put("received_at", row.receivedAt().toString());
    event.set("headers", row.headersJson() == null ? null : tree(row.headersJson()));
    List<EventBody> bodies = journal.bodies(List.of(row.id()));
    bodies.forEach(body -> content(event, body.body()));
    ArrayNode all = event.putArray("deliveries");
    deliveries.ofEvent(row.id()).forEach(delivery -> all.add(delivery(delivery)));
    subjectData
        .promise(row.id())
        .ifPresent(
            promise ->
                event
                    .putObject("promise")
                    .put("kind", promise.kind())
                    .put("due_at", promise.due().toString())
                    .put("owner", promise.owner()));
    event.set("changes", changes(row.id()));
    return event;
  }

  /** As JSON where it is JSON, else in base64. */
  private static void content(ObjectNode event, byte[] body) {
    try {
      event.set("content", JSON.readTree(body));
    } catch (IOException e) {
      event.put("content_base64", body);
    }
  }

  private ObjectNode delivery(DeliveryRow row) {
    ObjectNode delivery =
        JSON.createObjectNode()
            .put("id", row.id())
            .put("destination", row.destination())
            .put("state", row.state().text())
            .put("reason", row.reason())
            .put("reference", row.reference())
            .put("created_at", row.createdAt().toString())
            .put("state_at", row.stateAt().toString());
    ArrayNode attempts = delivery.putArray("attempts");
    Map<Integer, String> answers = deliveries.answers(row.id());
    for (NumberedAttempt numberedAttempt : deliveries.attempts(row.id())) {
      Attempt attempt = numberedAttempt.attempt();
      attempts
          .addObject()
          .put("at", attempt.at().toString())
          .put("outcome", attempt.outcome())
          .put("reason", attempt.reason())
          .put("sent", attempt.sent())
          .put("answer", attempt.answer())
          .put("raw_answer", answers.remove(numberedAttempt.number()));
    }
    answers.values().forEach(text -> delivery.put("uncounted_answer", text));
    subjectData
        .appointment(row.id())
        .ifPresent(
            told ->
                delivery
                    .putObject("appointment")
                    .put("uid", told.uid())
                    .put("start_at", told.start().toString())
                    .put("end_at", told.end().toString())
                    .put("cancelled", told.cancelled()));
    delivery.set("changes", changes(row.id()));
    return delivery;
  }

  private ArrayNode changes(String subjectId) {
    ArrayNode all = JSON.createArrayNode();
    for (StateChange stateChange : stateChangeLog.of(subjectId)) {
      all.addObject()
          .put("at", stateChange.at().toString())
          .put("from", stateChange.fromState())
          .put("to", stateChange.toState())
          .put("who", stateChange.who())
          .put("why", stateChange.why());
    }
    return all;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException("what we wrote is no JSON", e);
    }
  }
}
