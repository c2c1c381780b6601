package io.aftercall.destination.salesforce;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.RetryAfter;
import java.time.Duration;
import java.time.Instant;

/** For which requests leave, as {@link LeaseCheckOnSend} hears of them. */
interface OutgoingRequests {
  /** To be asked when a write really leaves, and when it leaves once more. */
  boolean tryStartSend();

  /**
   * @param header {@code Retry-After} of the latest answer, or null
   */
  void waitWished(String header);

  /**
   * @param org whether Salesforce itself gave the latest answer, and not something on the way
   */
  default void answeredBy(boolean org) {}

  /** The header of the latest answer, or null. */
  String retryAfter();

  /**
   * A question was not answered. Where Salesforce says how long to wait, the batch waits so long.
   *
   * @param outcome what the failure means; null when it is not known
   * @return whether the batch has its outcome by that
   */
  default boolean keepWait(DeliveryBatch deliveryBatch, Outcome outcome) {
    Duration wish = RetryAfter.read(retryAfter(), Instant.now()).orElse(null);
    if (wish == null || !(outcome instanceof Outcome.Retry later)) {
      return false;
    }
    deliveryBatch.completeRemaining(new Outcome.Retry(wish, later.reason(), later.whose()));
    return true;
  }
}
