package io.aftercall.outbox;

import java.util.Locale;

/** Where a delivery stands. */
public enum DeliveryState {
  /** To be sent when due. */
  PENDING,
  /** On loan to a worker. */
  SENDING,
  /** The destination has it. */
  DELIVERED,
  /** The record is at fault: needs a human. */
  REFUSED,
  /** Given up after retries: needs a human. */
  DEAD,
  /** A later revision of the call goes instead. */
  SUPERSEDED,
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
