package aftercall.route;

import aftercall.journal.Erased;
import aftercall.journal.EventRemoval;
import aftercall.outbox.DeliveryRemoval;
import aftercall.store.Tx;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls of persons who were erased, that come late: at the door nobody could tell whose they are.
 * They are taken out as if they had never come. What such a person does after the erasure is a new
 * matter.
 */
final class LateCalls {
  private final Erased erased;
  private final EventRemoval events;
  private final DeliveryRemoval deliveries;

  LateCalls(Memories memories, InstantSource clock) {
    erased = memories.journal().erased();
    events = new EventRemoval(memories.store());
    deliveries = new DeliveryRemoval(memories.store(), clock);
  }

  /** Takes them out, and what they once sent when they come again; what remains is to be closed. */
  List<Decisions.Decided> takeOut(Tx tx, List<Decisions.Decided> decided) throws SQLException {
    erased.keepOut(tx);
    Set<String> prints = new HashSet<>();
    for (Decisions.Decided one : decided) {
      prints.add(call(one));
      prints.add(person(one));
    }
    Map<String, Erased.Stone> stones = erased.among(tx, prints);
    if (stones.isEmpty()) {
      return decided;
    }
    List<Decisions.Decided> kept = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (Decisions.Decided one : decided) {
      Erased.Stone person = stones.get(person(one));
      boolean before = person != null && !ended(one).isAfter(person.at());
      if (before || stones.containsKey(call(one))) {
        gone.add(one.event().id());
        Instant at = before ? person.at() : stones.get(call(one)).at();
        erased.remember(
            tx, call(one), new Erased.Stone(at, one.event().id(), one.event().revision()));
      } else {
        kept.add(one);
      }
    }
    if (!gone.isEmpty()) {
      deliveries.delete(tx, gone);
      events.delete(tx, gone);
    }
    return kept;
  }

  private String call(Decisions.Decided one) {
    return erased.ofCall(one.event().source(), one.event().callId());
  }

  private String person(Decisions.Decided one) {
    return erased.ofPerson(one.call() == null ? "" : one.call().path("person_key").asText());
  }

  /** By its own word; one that says no time ended when it came. */
  private static Instant ended(Decisions.Decided one) {
    for (String name : List.of("finished_at", "created_at")) {
      JsonNode said = one.call().path(name);
      try {
        return OffsetDateTime.parse(said.asText()).toInstant();
      } catch (DateTimeParseException unsaid) {
        // The next one may be said.
      }
    }
    return one.event().receivedAt();
  }
}
