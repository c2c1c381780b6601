package io.aftercall.outbox;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What a destination asks that comes back with an old backlog: it is paused with this reason until
 * a person says whether what is older than a day is sent or discarded.
 */
public final class BacklogQuestion {
  private static final String ASKS = "send or discard? ";

  /** What is done with the deliveries that are older than a day. */
  public enum OldDeliveries {
    SEND,
    DISCARD;

    public static Optional<OldDeliveries> of(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "send" -> Optional.of(SEND);
        case "discard" -> Optional.of(DISCARD);
        default -> Optional.empty();
      };
    }
  }

  private BacklogQuestion() {}

  public static String reason(DestinationSetups.Waiting old) {
    return ASKS
        + "%d deliveries waited while it was off or not configured, the oldest since %s"
            .formatted(old.count(), old.oldest().truncatedTo(ChronoUnit.MINUTES));
  }

  public static boolean isAsked(DestinationPause pause) {
    return pause != null && pause.reason().startsWith(ASKS);
  }
}
