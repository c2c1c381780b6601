package aftercall.console;

import aftercall.journal.EventFilter;
import aftercall.journal.EventList;
import aftercall.journal.EventState;
import aftercall.orders.BulkOrder;
import aftercall.orders.BulkOrders;
import aftercall.orders.OperatorAction;
import aftercall.orders.OperatorActions;
import aftercall.outbox.DeliveryFilter;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryState;
import aftercall.outbox.Standing;
import java.util.List;

/**
 * What is still to do, for all pages: counting it costs more the more there is. Whoever has just
 * done something sees what came of it.
 */
final class Unfinished {
  private final OperatorActions actions;
  private final BulkOrders orders;
  private final Kept<List<Standing>> standings;
  private final Kept<Long> needy;

  Unfinished(
      EventList events, DeliveryList deliveries, OperatorActions actions, BulkOrders orders) {
    this.actions = actions;
    this.orders = orders;
    standings = new Kept<>(deliveries::standings, this::lastDone, System::nanoTime);
    needy = new Kept<>(() -> needy(events, deliveries), this::lastDone, System::nanoTime);
  }

  /** By destination. */
  List<Standing> standings() {
    return standings.get();
  }

  /** How many need a person. */
  long needy() {
    return needy.get();
  }

  private static long needy(EventList events, DeliveryList deliveries) {
    return events.count(EventFilter.all().in(EventState.HELD))
        + events.count(EventFilter.all().in(EventState.QUARANTINED))
        + deliveries.count(DeliveryFilter.all().in(DeliveryState.REFUSED))
        + deliveries.count(DeliveryFilter.all().in(DeliveryState.DEAD));
  }

  /** The latest deed, and those that are not done yet. */
  private List<List<String>> lastDone() {
    return List.of(
        actions.latest(1, null).stream().map(OperatorAction::id).toList(),
        orders.running().stream().map(BulkOrder::id).toList());
  }
}
