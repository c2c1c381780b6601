package io.aftercall.web.console;

import io.aftercall.bulk.AuditLog;
import io.aftercall.privacy.ClockGuard;
import java.time.temporal.ChronoUnit;

/** A person's word that this machine's clock is right, kept in the audit log. */
public final class ClockConfirmation {
  private final ClockGuard guard;
  private final AuditLog actions;

  ClockConfirmation(ClockGuard guard, AuditLog actions) {
    this.guard = guard;
    this.actions = actions;
  }

  /** How the clock stands. */
  public ClockGuard.Reading read() {
    return guard.read();
  }

  /** Returns how it stands afterwards. */
  public ClockGuard.Reading confirm(String who, String why) {
    ClockGuard.Reading before = guard.confirm(who, why);
    actions.record(
        who,
        "confirm-clock",
        "%s is right, %d days after the latest time known before"
            .formatted(before.now().truncatedTo(ChronoUnit.SECONDS), before.ahead().toDays()),
        why);
    return guard.read();
  }
}
