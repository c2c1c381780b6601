package aftercall.upkeep;

import aftercall.journal.EventList;
import aftercall.journal.EventRemoval;
import aftercall.journal.EventRow;
import aftercall.journal.Journal;
import aftercall.journal.StoredBody;
import aftercall.outbox.Attempt;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryRemoval;
import aftercall.outbox.DeliveryRow;
import aftercall.outbox.Tried;
import aftercall.store.Change;
import aftercall.store.Changes;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/**
 * Everything that is held about a person or a call, as JSON: what Articles 15 and 20 of the GDPR
 * ask for. Written call by call, so that its length does not matter.
 */
public final class PersonFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Holdings holdings;
  private final EventList events;
  private final Journal journal;
  private final DeliveryList deliveries;
  private final Changes changes;

  PersonFile(
      Holdings holdings,
      EventList events,
      Journal journal,
      DeliveryList deliveries,
      Changes changes) {
    this.holdings = holdings;
    this.events = events;
    this.journal = journal;
    this.deliveries = deliveries;
    this.changes = changes;
  }

  /** {@code {"of", "at", "events": [], "remembered_records": []}}. */
  public void write(Subject subject, Instant at, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.setCodec(JSON);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField(
          subject.what(), subject.isPerson() ? subject.personKey() : subject.callId());
      json.writeStringField("at", at.toString());
      json.writeArrayFieldStart("events");
      for (EventRemoval.Found found : holdings.events(subject)) {
        JsonNode event = events.get(found.id()).map(this::event).orElse(null);
        if (event != null) {
          json.writeTree(event);
        }
      }
      json.writeEndArray();
      json.writeArrayFieldStart("remembered_records");
      for (DeliveryRemoval.Remembered one : holdings.marks(subject)) {
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
    List<StoredBody> bodies = journal.bodies(List.of(row.id()));
    bodies.forEach(body -> content(event, body.body()));
    ArrayNode all = event.putArray("deliveries");
    deliveries.ofEvent(row.id()).forEach(delivery -> all.add(delivery(delivery)));
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
    for (Tried tried : deliveries.attempts(row.id())) {
      Attempt attempt = tried.attempt();
      attempts
          .addObject()
          .put("at", attempt.at().toString())
          .put("outcome", attempt.outcome())
          .put("reason", attempt.reason())
          .put("sent", attempt.sent())
          .put("answer", attempt.answer());
    }
    delivery.set("changes", changes(row.id()));
    return delivery;
  }

  private ArrayNode changes(String subjectId) {
    ArrayNode all = JSON.createArrayNode();
    for (Change change : changes.of(subjectId)) {
      all.addObject()
          .put("at", change.at().toString())
          .put("from", change.fromState())
          .put("to", change.toState())
          .put("who", change.who())
          .put("why", change.why());
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
