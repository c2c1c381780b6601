package io.aftercall.ops;

import io.aftercall.journal.LastEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** When each source sent last, and whether that is too long ago. */
public final class SourceActivity {
  private final LastEvents lastEvents;
  private final Duration silentAfter;
  private final InstantSource clock;

  SourceActivity(LastEvents lastEvents, Duration silentAfter, InstantSource clock) {
    this.lastEvents = lastEvents;
    this.silentAfter = silentAfter;
    this.clock = clock;
  }

  void look() {
    lastEvents.look();
  }

  /** Empty when nothing came in the last days. */
  public Optional<Instant> last(String source) {
    return lastEvents.of(source);
  }

  /** One that never sent anything is new, not silent. */
  public boolean isSilent(String source) {
    return last(source)
        .filter(at -> Duration.between(at, clock.instant()).compareTo(silentAfter) > 0)
        .isPresent();
  }
}
