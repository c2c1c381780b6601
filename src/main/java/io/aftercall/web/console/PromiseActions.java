package io.aftercall.web.console;

import io.aftercall.bulk.AuditLog;
import io.aftercall.bulk.BulkAction;
import io.aftercall.bulk.BulkJobs;
import io.aftercall.bulk.BulkSelection;
import io.aftercall.outbox.PromiseList;
import io.aftercall.outbox.PromisedItem;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Lists what is promised, gives it another time and drops it, and writes down who did. */
public final class PromiseActions {
  private static final List<String> KNOWN = List.of("from", "days", "owner", "all", "limit");
  private static final int USUAL_DAYS = 7;
  private static final int MOST_DAYS = 400;
  private static final int LARGEST_PAGE = 1_000;

  private final PromiseList promises;
  private final BulkJobs jobs;
  private final AuditLog actions;
  private final InstantSource clock;

  PromiseActions(PromiseList promises, BulkJobs jobs, AuditLog actions, InstantSource clock) {
    this.promises = promises;
    this.jobs = jobs;
    this.actions = actions;
    this.clock = clock;
  }

  /**
   * What is due, the first first.
   *
   * @param asked {@code from} a day, else today; {@code days}, else 7; {@code owner}; {@code all}
   *     with those that are not kept any more; {@code limit}, else 1000
   */
  public List<PromisedItem> find(Map<String, String> asked) {
    for (String name : asked.keySet()) {
      if (!KNOWN.contains(name)) {
        throw new BadRequestException(
            "there is no parameter " + name + "; known are " + String.join(", ", KNOWN));
      }
    }
    LocalDate from = day(asked.get("from"));
    return promises.find(
        new PromiseList.PromiseFilter(
            from,
            from.plusDays(count("days", asked, USUAL_DAYS, MOST_DAYS)),
            asked.get("owner"),
            "true".equals(asked.get("all")),
            count("limit", asked, LARGEST_PAGE, LARGEST_PAGE)));
  }

  private LocalDate day(String text) {
    if (text == null) {
      return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new BadRequestException("from must be a day like 2026-03-01");
    }
  }

  private static int count(String name, Map<String, String> asked, int usual, int most) {
    String text = asked.get(name);
    if (text == null) {
      return usual;
    }
    if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > most) {
      throw new BadRequestException(name + " must be a number from 1 to " + most);
    }
    return Integer.parseInt(text);
  }

  /**
   * Gives a delivery that waits for its time another one.
   *
   * @param dueAt with its offset
   */
  public void move(String deliveryId, String dueAt, String who, String why) {
    OffsetDateTime to;
    try {
      to = OffsetDateTime.parse(dueAt);
    } catch (DateTimeException e) {
      throw new BadRequestException("due_at must be a time like 2026-03-01T09:30:00+01:00");
    }
    if (!promises.move(deliveryId, to, who, why)) {
      throw waitsNoMore();
    }
    actions.record(who, "move-promise", deliveryId + " to " + to, why, 1);
  }

  /** Drops a delivery that waits for its time. */
  public void cancel(String deliveryId, String who, String why) {
    BulkSelection one =
        new BulkSelection(List.of("pending"), null, null, null, null, null, null, deliveryId);
    if (!promises.isWaiting(deliveryId)
        || jobs.give(BulkAction.DISCARD, one, new BulkJobs.BulkRequest(who, why, null)).changed()
            == 0) {
      throw waitsNoMore();
    }
  }

  private static NotFoundException waitsNoMore() {
    return new NotFoundException("no delivery of that id waits for a time that was promised");
  }
}
