package io.aftercall.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How a lease ends.
 *
 * @param dueAt when it is tried again; needed for PENDING, else null
 * @param reason why it stands there now, in plain words, or null
 * @param reference the destination's own id for it, or null
 * @param attempt null when none is to be counted, as for a paused destination
 * @param written what is to be remembered of the record; only with DELIVERED, else null
 * @param trail what the next one who has it leased must know
 * @param rawAnswer what the destination said, word for word; or null. It may name people
 */
public record DeliveryResult(
    LeasedDelivery lease,
    DeliveryState next,
    Instant dueAt,
    String reason,
    String reference,
    Attempt attempt,
    RecordWriteState written,
    RetryState trail,
    String rawAnswer) {
  /**
   * @param maybeSent whether the destination may have it, and nobody knows
   * @param waited between all its tries, the wait that begins now included
   * @param progress what of it is done already; empty for nothing
   * @param ties to other records of the person; they count with DELIVERED only
   * @param people which records now stand for the person; they count whatever became of it
   */
  public record RetryState(
      boolean maybeSent,
      Duration waited,
      String progress,
      DeliveryRelations ties,
      List<PersonRecord> people) {
    public RetryState(boolean maybeSent, Duration waited, String progress) {
      this(maybeSent, waited, progress, DeliveryRelations.NONE, List.of());
    }

    /** As it was before. */
    static RetryState of(LeaseHistory leaseHistory) {
      return new RetryState(
          leaseHistory.maybeSent(), leaseHistory.waited(), leaseHistory.progress());
    }
  }

  public DeliveryResult {
    if (next == DeliveryState.SENDING) {
      throw new IllegalArgumentException("A loan does not end as sending");
    }
    if (next == DeliveryState.PENDING) {
      Objects.requireNonNull(dueAt, "A pending delivery is due at some time");
    }
    if (written != null && next != DeliveryState.DELIVERED) {
      throw new IllegalArgumentException("Nothing was written");
    }
  }

  /** The end of a lease of whose record nothing is remembered. */
  public DeliveryResult(
      LeasedDelivery lease,
      DeliveryState next,
      Instant dueAt,
      String reason,
      String reference,
      Attempt attempt) {
    this(lease, next, dueAt, reason, reference, attempt, null, RetryState.of(lease.past()), null);
  }

  public DeliveryResult remembering(RecordWriteState record) {
    return new DeliveryResult(
        lease, next, dueAt, reason, reference, attempt, record, trail, rawAnswer);
  }

  public DeliveryResult leaving(RetryState left) {
    return new DeliveryResult(
        lease, next, dueAt, reason, reference, attempt, written, left, rawAnswer);
  }

  /** Keeps the beginning of what the destination said; null for nothing. */
  public DeliveryResult answered(String answer) {
    return new DeliveryResult(
        lease, next, dueAt, reason, reference, attempt, written, trail, answer);
  }
}
