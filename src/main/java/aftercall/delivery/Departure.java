package aftercall.delivery;

import java.util.function.BooleanSupplier;

/** Whether a parcel has left the house, as far as it is known. */
final class Departure {
  private final BooleanSupplier loanEnded;
  private volatile boolean begun;
  private boolean missed;
  private boolean inDoubt;

  Departure(BooleanSupplier loanEnded) {
    this.loanEnded = loanEnded;
  }

  /** Lets it leave, now or once more, unless its loan has ended. */
  boolean begin() {
    // Said before it is asked: whoever ends the loan asks in the other order.
    boolean before = begun;
    begun = true;
    if (loanEnded.getAsBoolean()) {
      begun = before;
      missed = !before;
      return false;
    }
    return true;
  }

  /** Whether it was let leave, so that the destination may have it. */
  boolean hasBegun() {
    return begun;
  }

  /** Whether its loan ended before it was ever let leave. */
  boolean isMissed() {
    return missed;
  }

  void doubt() {
    inDoubt = true;
  }

  /** Whether something of it was sent and nobody knows if it arrived. */
  boolean isInDoubt() {
    return inDoubt;
  }
}
