package io.aftercall.web.console;

import io.aftercall.outbox.DeliveryActions;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.store.PageRequest;
import io.aftercall.store.PageResult;
import io.aftercall.store.Store;
import io.aftercall.store.UlidGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Drops what waited for a destination for longer than a day, when a person says so. */
final class OldBacklog {
  private static final Duration FRESH = Duration.ofDays(1);
  private static final int PIECE = 200;

  private final Store store;
  private final DeliveryActions actions;
  private final InstantSource clock;

  OldBacklog(Store store, DeliveryActions actions, InstantSource clock) {
    this.store = store;
    this.actions = actions;
    this.clock = clock;
  }

  /**
   * Piece by piece, so that no webhook waits for it.
   *
   * @return how many
   */
  long discard(String destination, String who) {
    Instant now = clock.instant();
    DeliveryFilter old =
        DeliveryFilter.all()
            .to(destination)
            .in(io.aftercall.outbox.DeliveryState.PENDING)
            .page(PIECE, UlidGenerator.floor(now.minus(FRESH)));
    DeliveryActions.ActionRequest request =
        new DeliveryActions.ActionRequest(who, "older than a day when the destination came back");
    PageRequest page = new PageRequest("", now, PIECE);
    long discarded = 0;
    while (true) {
      PageRequest next = page;
      PageResult done =
          store.write(
              transaction ->
                  actions.act(transaction, DeliveryActions.Action.DISCARD, old, next, request));
      discarded += done.changed();
      if (done.isEnd()) {
        return discarded;
      }
      page = page.then(done);
    }
  }
}
