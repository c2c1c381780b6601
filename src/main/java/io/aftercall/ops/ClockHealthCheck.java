package io.aftercall.ops;

import io.aftercall.destination.HealthCheck;
import io.aftercall.store.DatabaseClock;
import java.time.Duration;

/** Whether this machine's clock is that of the shared database, whose time the service uses. */
final class ClockHealthCheck implements HealthCheck {
  private static final String NAME = "clock of this machine";

  private final DatabaseClock clock;

  ClockHealthCheck(DatabaseClock clock) {
    this.clock = clock;
  }

  @Override
  public Finding examine() {
    Duration ahead = clock.ahead();
    return DatabaseClock.isFar(ahead)
        ? Finding.bad(
            NAME,
            "%d s %s the database's, whose time is used; set it by time synchronisation"
                .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"))
        : Finding.good(NAME, "as the database's");
  }
}
