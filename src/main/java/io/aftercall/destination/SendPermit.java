package io.aftercall.destination;

import java.util.function.BooleanSupplier;

/** Whether a item has left, as far as it is known. */
public final class SendPermit {
  private final BooleanSupplier leaseEnded;
  private volatile boolean begun;
  private volatile boolean missed;
  private boolean inDoubt;

  SendPermit(BooleanSupplier leaseEnded) {
    this.leaseEnded = leaseEnded;
  }

  /** Lets it leave, now or once more, unless its lease has ended. */
  boolean begin() {
    // Said before it is asked: whoever ends the lease asks in the other order.
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

  /** Whether its lease ended before it was ever let leave. */
  public boolean isMissed() {
    return missed;
  }

  /** It stays here. */
  void miss() {
    missed = true;
  }

  void markOutcomeUnknown() {
    inDoubt = true;
  }

  /** Whether something of it was sent and nobody knows if it arrived. */
  public boolean isInDoubt() {
    return inDoubt;
  }
}
