package io.aftercall.web.console;

import io.aftercall.bulk.BulkAction;
import io.aftercall.bulk.BulkSelection;
import io.aftercall.journal.CallQuery;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.security.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a person asked for, read and found right.
 *
 * @param asked parameter to value, as given; blank ones are left out, but for the reason
 * @param since null when not asked for
 * @param personKey null when not asked for
 */
public record ListQuery(Map<String, String> asked, Instant since, String personKey, int limit) {
  public ListQuery {
    asked = Map.copyOf(asked);
  }

  /** The state that was asked for, else the usual ones. */
  List<String> states(BulkAction bulkAction) {
    return asked.containsKey("state") ? List.of(asked.get("state")) : bulkAction.usual();
  }

  /** What an order goes for. */
  public BulkSelection scope(BulkAction bulkAction) {
    return new BulkSelection(
        states(bulkAction),
        asked.get("source"),
        asked.get("destination"),
        since,
        personKey,
        asked.get("call"),
        asked.get("reason"),
        asked.get("id"));
  }

  public EventFilter events() {
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

  /** The same for a list of calls, with what only people ask for. */
  public CallQuery calls() {
    return new CallQuery(
        asked.get("q"),
        Role.OPERATOR.isHeld(),
        asked.get("name"),
        asked.get("campaign"),
        asked.get("outcome"),
        delivery(),
        events());
  }

  private CallQuery.DeliveryCondition delivery() {
    String state = asked.get("delivery");
    String destination = asked.get("destination");
    if (state == null && destination == null) {
      return null;
    }
    List<String> settled = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (DeliveryState one : DeliveryState.values()) {
      if (state == null || one.text().equals(state)) {
        (one.open() ? open : settled).add(one.text());
      }
    }
    return new CallQuery.DeliveryCondition(destination, settled, open);
  }

  public DeliveryFilter deliveries() {
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
