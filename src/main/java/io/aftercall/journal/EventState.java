package io.aftercall.journal;

import java.util.Locale;

/** Where an event stands. */
public enum EventState {
  /** Stored, not yet routed. */
  RECEIVED,
  /** Its deliveries are in the outbox. */
  ROUTED,
  /** Its route named no destination, and neither held nor ignored it: a human should know. */
  UNROUTED,
  /** Its route failed or asked to hold it: needs a human. */
  HELD,
  /** Not understood: needs a human. */
  QUARANTINED,
  /** A rule said that there is nothing to do. */
  IGNORED,
  /** It was held, quarantined or unrouted, and a person or a later revision settled it. */
  DISMISSED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** As it stands in the database and in every list. */
  public String text() {
    return text;
  }

  public static EventState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
