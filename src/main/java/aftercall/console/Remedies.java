package aftercall.console;

import aftercall.journal.EventList;
import aftercall.journal.EventState;
import aftercall.outbox.DeliveryState;
import aftercall.outbox.Hands;
import java.util.function.ToLongFunction;

/** Applies a remedy to all of a selection, or says beforehand how many that would be. */
final class Remedies {
  private final Hands hands;
  private final EventList events;

  Remedies(Hands hands, EventList events) {
    this.hands = hands;
    this.events = events;
  }

  long count(Remedy remedy, Selection selection) {
    return each(
        remedy,
        selection,
        remedy.ofEvents()
            ? state -> events.count(selection.events(EventState.of(state)))
            : state -> hands.count(act(remedy), selection.deliveries(DeliveryState.of(state))));
  }

  /** Deliveries that are, or would be, tried again beside routing their events again. */
  long repeated(Remedy remedy, Selection selection) {
    return selection.repeated(remedy).stream()
        .mapToLong(filter -> hands.count(Hands.Act.RETRY, filter))
        .sum();
  }

  /** Tries them again; returns how many. */
  long repeat(Remedy remedy, Selection selection, String who, String why) {
    Hands.Order order = new Hands.Order(who, why, selection.original());
    return selection.repeated(remedy).stream()
        .mapToLong(filter -> hands.all(Hands.Act.RETRY, filter, order))
        .sum();
  }

  /**
   * @param who did it; kept with every change, as the why is
   * @return how many were changed
   */
  long apply(Remedy remedy, Selection selection, String who, String why) {
    Hands.Order order = new Hands.Order(who, why, selection.original());
    return each(
        remedy,
        selection,
        remedy.ofEvents()
            ? state -> events.reopen(selection.events(EventState.of(state)), who, why)
            : state ->
                hands.all(act(remedy), selection.deliveries(DeliveryState.of(state)), order));
  }

  private static long each(Remedy remedy, Selection selection, ToLongFunction<String> work) {
    return selection.states(remedy).stream().mapToLong(work).sum();
  }

  private static Hands.Act act(Remedy remedy) {
    return remedy == Remedy.RETRY ? Hands.Act.RETRY : Hands.Act.DISCARD;
  }
}
