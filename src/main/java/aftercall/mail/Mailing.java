package aftercall.mail;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;

/** All letters of one record: its outcome is known when each recipient's is. */
final class Mailing {
  private final Parcel parcel;
  private final int letters;
  private int settled;
  private int delivered;
  private Outcome gravest;

  Mailing(Parcel parcel, int letters) {
    this.parcel = parcel;
    this.letters = letters;
  }

  Parcel parcel() {
    return parcel;
  }

  /** The gravest outcome of a recipient is the record's; a repeat goes to all of them again. */
  void settle(Outcome outcome) {
    settled++;
    if (outcome instanceof Outcome.Delivered) {
      delivered++;
    }
    if (gravest == null || gravity(outcome) > gravity(gravest)) {
      gravest = outcome;
    }
    if (settled == letters) {
      parcel.settle(whole());
    }
  }

  private Outcome whole() {
    if (gravest instanceof Outcome.Refused refused && delivered > 0) {
      return new Outcome.Refused(
          "%s; %d of %d recipients have it".formatted(refused.reason(), delivered, letters),
          refused.field());
    }
    return gravest;
  }

  private static int gravity(Outcome outcome) {
    if (outcome instanceof Outcome.Stopped) {
      return 3;
    }
    if (outcome instanceof Outcome.TryLater) {
      return 2;
    }
    return outcome instanceof Outcome.Refused ? 1 : 0;
  }
}
