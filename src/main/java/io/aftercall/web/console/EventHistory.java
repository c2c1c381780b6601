package io.aftercall.web.console;

import io.aftercall.dryrun.DryRunReport;
import io.aftercall.journal.EventRow;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.NumberedAttempt;
import io.aftercall.store.StateChange;
import java.util.List;
import java.util.Map;

/**
 * All that is known about one event.
 *
 * @param bytes length of the body; zero when it was erased
 * @param story what the rules in force say about it; null when the body was erased
 */
public record EventHistory(
    EventRow event,
    int bytes,
    DryRunReport story,
    List<DeliveryStory> deliveries,
    List<StateChange> changes) {

  /**
   * One of its deliveries.
   *
   * @param answers what the destination said, by the number of the attempt
   */
  public record DeliveryStory(
      DeliveryRow row,
      List<NumberedAttempt> attempts,
      Map<Integer, String> answers,
      List<StateChange> changes) {

    /** What it said to the try that paused it and counted as none; null for nothing. */
    public String uncountedAnswer() {
      int last = attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
      return answers.get(last + 1);
    }
  }
}
