package aftercall.console;

import aftercall.journal.EventFilter;
import aftercall.journal.EventState;
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

  /**
   * The state that was asked for, else the usual ones; who names a mapping means routed ones too.
   */
  List<String> states(Remedy remedy) {
    if (remedy == Remedy.REPLAY
        && asked.containsKey(Selections.MAPPING)
        && !asked.containsKey("state")) {
      return List.of(
          EventState.ROUTED.text(), EventState.HELD.text(), EventState.QUARANTINED.text());
    }
    return asked.containsKey("state") ? List.of(asked.get("state")) : remedy.usual();
  }

  /** Whether the mapping of the first try is asked for. */
  boolean original() {
    return "original".equals(asked.get(Selections.MAPPING));
  }

  /**
   * Deliveries of routed events that go again with them, for that is said by naming a mapping.
   * Empty when none was named, or other events are meant.
   */
  List<DeliveryFilter> repeated(Remedy remedy) {
    boolean meant =
        remedy == Remedy.REPLAY
            && asked.containsKey(Selections.MAPPING)
            && states(remedy).contains(EventState.ROUTED.text());
    if (!meant) {
      return List.of();
    }
    if (asked.containsKey("reason") || asked.containsKey("id")) {
      throw new BadParameter("mapping does not go with reason or id; name the call");
    }
    return List.of(deliveries(DeliveryState.REFUSED), deliveries(DeliveryState.DEAD));
  }

  EventFilter events() {
    String state = asked.get("state");
    return events(state == null ? null : EventState.of(state));
  }

  EventFilter events(EventState state) {
    return EventFilter.all()
        .in(state)
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
    return deliveries(state == null ? null : DeliveryState.of(state));
  }

  DeliveryFilter deliveries(DeliveryState state) {
    return DeliveryFilter.all()
        .in(state)
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
