package aftercall.console;

import aftercall.journal.EventRow;
import aftercall.outbox.DeliveryRow;
import aftercall.outbox.Tried;
import aftercall.route.Story;
import aftercall.store.Change;
import java.util.List;

/**
 * All that is known about one event.
 *
 * @param bytes length of the body; zero when it was erased
 * @param story what the rules in force say about it; null when the body was erased
 */
record EventStory(
    EventRow event, int bytes, Story story, List<DeliveryStory> deliveries, List<Change> changes) {

  /** One of its deliveries. */
  record DeliveryStory(DeliveryRow row, List<Tried> attempts, List<Change> changes) {}
}
