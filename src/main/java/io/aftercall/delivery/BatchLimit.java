package io.aftercall.delivery;

import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.outbox.LeasedDelivery;
import java.util.List;

/**
 * How many records one batch may hold now: as many as the route says, until a batch ended with an
 * Error or the process before this one ended with a batch in hand. Then it is small and doubles
 * with each batch that fits, so that the same batch is not met again and again. Safe for use by
 * several threads.
 */
final class BatchLimit {
  static final String SMALLER = "left for a smaller batch";

  /** A record that ends its batch of one with an Error so often is not tried again by itself. */
  private static final int MOST_ERRORS = 5;

  private final int most;
  private int now;
  private boolean used;

  BatchLimit(int most) {
    this.most = most;
    now = most;
  }

  synchronized int now() {
    return now;
  }

  /**
   * How many of these are sent now: after a start, of those whose last holder never came back, one.
   */
  synchronized int after(List<LeasedDelivery> claimed) {
    if (!used && claimed.stream().anyMatch(one -> one.past().maybeSent())) {
      now = 1;
    }
    used = true;
    return now;
  }

  synchronized void fitted(int records) {
    if (records >= now) {
      now = (int) Math.min(most, 2L * now);
    }
  }

  synchronized void failed(int records) {
    now = Math.max(1, Math.min(now, records / 2));
  }

  /** What a batch that ended with a failure means for one that is still open. */
  void settle(DeliveryItem deliveryItem, int records, Throwable failure) {
    String kind = failure.getClass().getSimpleName();
    if (deliveryItem.departure().hasBegun()) {
      deliveryItem.complete(
          Outcome.Retry.unknown("sending ended with " + kind + "; it may have arrived"));
    } else if (records > 1) {
      deliveryItem.postpone(SMALLER);
    } else if (failure instanceof Error && deliveryItem.attempt() >= MOST_ERRORS) {
      deliveryItem.completeLocally(
          Outcome.Rejected.because(
              "each of %d attempts ended with %s, this record alone"
                  .formatted(deliveryItem.attempt(), kind)));
    } else {
      deliveryItem.completeLocally(Outcome.Retry.because("sending it ended with " + kind));
    }
  }
}
