package io.aftercall.outbox;

import java.util.Locale;

/** Where a delivery stands. */
public enum DeliveryState {
  /** To be sent when due. */
  PENDING,
  /** On lease to a worker. */
  SENDING,
  /** The destination has it. */
  DELIVERED,
  /** The record is at fault: needs a human. */
  REJECTED,
  /** Given up after retries: needs a human. */
  FAILED,
  /** A later revision of the call goes instead. */
  SUPERSEDED,
  /** The person must not be contacted: an opt-out stopped it. */
  SUPPRESSED,
  /** The destination was off when the call was routed: nothing was to be sent. */
  SKIPPED,
  /** A human dropped it. */
  DISCARDED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** As it stands in the database and in every list. */
  public String text() {
    return text;
  }

  /** Whether it is still to be sent. */
  public boolean open() {
    return this == PENDING || this == SENDING;
  }

  public static DeliveryState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
