package io.aftercall.destination;

import java.util.function.BooleanSupplier;

/** Whether a parcel has left the house, as far as it is known. */
public final class SendPermit {
  private final BooleanSupplier leaseEnded;
  private volatile boolean begun;
  private boolean missed;
  private boolean inDoubt;

  SendPermit(BooleanSupplier leaseEnded) {
    this.leaseEnded = leaseEnded;
  }

  /** Lets it leave, now or once more, unless its loan has ended. */
  boolean begin() {
    // Said before it is asked: whoever ends the loan asks in the other order.
    boolean before = begun;
    begun = true;
    if (leaseEnded.getAsBoolean()) {
      begun = before;
      missed = !before;
      return false;
    }
    return true;
  }

  /** Whether it was let leave, so that the destination may have it. */
  public boolean hasBegun() {
    return begun;
  }

  /** Whether its loan ended before it was ever let leave. */
  public boolean isMissed() {
    return missed;
  }

  void markOutcomeUnknown() {
    inDoubt = true;
  }

  /** Whether something of it was sent and nobody knows if it arrived. */
  public boolean isInDoubt() {
    return inDoubt;
  }
}
