package aftercall.mail;

import aftercall.delivery.Fingerprint;
import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All letters of one record: its outcome is known when each recipient's is. Whom it has reached is
 * the parcel's progress, so that a repeat goes to the others only.
 */
final class Mailing {
  private static final int SHORT = 16;

  private final Parcel parcel;
  private final List<InternetAddress> recipients;
  private final Set<String> reached;
  private int underWay;
  private Outcome gravest;

  Mailing(Parcel parcel, InternetAddress... recipients) {
    this.parcel = parcel;
    this.recipients = List.of(recipients);
    reached = new LinkedHashSet<>(Arrays.asList(parcel.progress().split(" ")));
    underWay = recipients.length - reached();
  }

  Parcel parcel() {
    return parcel;
  }

  /** Whether the server has taken a letter for this recipient, now or at an earlier attempt. */
  boolean hasReached(InternetAddress recipient) {
    return reached.contains(mark(recipient));
  }

  /** The gravest outcome of a recipient is the record's; a stop leaves the other ones out. */
  void settle(InternetAddress recipient, Outcome outcome) {
    underWay--;
    if (outcome instanceof Outcome.Delivered) {
      reached.add(mark(recipient));
      parcel.progress(String.join(" ", reached).strip());
    }
    if (outcome instanceof Outcome.TryLater later
        && later.whose() == Outcome.TryLater.Whose.UNKNOWN) {
      parcel.doubt();
    }
    if (gravest == null || gravity(outcome) > gravity(gravest)) {
      gravest = outcome;
    }
    if (underWay == 0 || outcome instanceof Outcome.Stopped) {
      parcel.settle(whole());
    }
  }

  private Outcome whole() {
    if (reached() == 0) {
      return gravest;
    }
    String reason =
        "%s; %d of %d recipients have it".formatted(gravest.reason(), reached(), recipients.size());
    if (gravest instanceof Outcome.Refused refused) {
      return new Outcome.Refused(reason, refused.field());
    }
    return gravest instanceof Outcome.TryLater later
        ? new Outcome.TryLater(later.after(), reason, later.whose())
        : gravest;
  }

  private int reached() {
    return (int) recipients.stream().filter(this::hasReached).count();
  }

  /** Says nothing about the address, not even to who guesses it from other deliveries. */
  private String mark(InternetAddress recipient) {
    return Fingerprint.of(parcel.deliveryId(), recipient.getAddress()).substring(0, SHORT);
  }

  /** That one may have it must not be lost behind what another certainly lacks. */
  private static int gravity(Outcome outcome) {
    if (outcome instanceof Outcome.TryLater later) {
      return later.whose() == Outcome.TryLater.Whose.UNKNOWN ? 4 : 2;
    }
    if (outcome instanceof Outcome.Stopped) {
      return 3;
    }
    return outcome instanceof Outcome.Refused ? 1 : 0;
  }
}
