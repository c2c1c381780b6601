package aftercall.console;

import aftercall.journal.EventFilter;
import aftercall.journal.EventState;
import aftercall.orders.Remedy;
import aftercall.orders.Scope;
import aftercall.outbox.DeliveryFilter;
import aftercall.outbox.DeliveryState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a person asked for, read and found right.
 *
 * @param asked parameter to value, as given; blank ones are left out, but for the reason
 * @param since null when not asked for
 * @param personKey null when not asked for
 */
record Selection(Map<String, String> asked, Instant since, String personKey, int limit) {
  Selection {
    asked = Map.copyOf(asked);
  }

  /** The state that was asked for, else the usual ones. */
  List<String> states(Remedy remedy) {
    return asked.containsKey("state") ? List.of(asked.get("state")) : remedy.usual();
  }

  /** What an order goes for. */
  Scope scope(Remedy remedy) {
    return new Scope(
        states(remedy),
        asked.get("source"),
        asked.get("destination"),
        since,
        personKey,
        asked.get("call"),
        asked.get("reason"),
        asked.get("id"));
  }

  EventFilter events() {
    String state = asked.get("state");
    return EventFilter.all()
        .in(state == null ? null : EventState.of(state))
        .from(asked.get("source"))
        .since(since)
        .ofPerson(personKey)
        .ofCall(asked.get("call"))
        .because(asked.get("reason"))
        .only(asked.get("id"))
        .page(limit, asked.get("before"));
  }

  DeliveryFilter deliveries() {
    String state = asked.get("state");
    return DeliveryFilter.all()
        .in(state == null ? null : DeliveryState.of(state))
        .to(asked.get("destination"))
        .from(asked.get("source"))
        .since(since)
        .ofPerson(personKey)
        .ofCall(asked.get("call"))
        .because(asked.get("reason"))
        .only(asked.get("id"))
        .page(limit, asked.get("before"));
  }
}
