package io.aftercall.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when a test says so. */
public final class TestClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-03-02T09:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }
}
