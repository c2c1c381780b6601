package aftercall.delivery;

import aftercall.outbox.Pause;
import aftercall.outbox.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a destination takes anything now. A stopped one is left alone by all workers of all
 * nodes; when its pause is over, one worker tries one delivery, and its outcome opens the gate or
 * shuts it again.
 */
final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** So many rounds without any answer in between, and the destination is taken for away. */
  private static final int AWAY_AFTER = 3;

  private final String destination;
  private final Pauses pauses;
  private final InstantSource clock;
  private final Duration probeAfter;
  private Pause pause;
  private Instant lookedAt = Instant.EPOCH;
  private int silentRounds;

  enum Pass {
    OPEN,
    PROBE,
    SHUT
  }

  Gate(String destination, Pauses pauses, InstantSource clock, Duration probeAfter) {
    this.destination = destination;
    this.pauses = pauses;
    this.clock = clock;
    this.probeAfter = probeAfter;
  }

  synchronized Pass enter() {
    Instant now = clock.instant();
    if (Duration.between(lookedAt, now).abs().compareTo(LOOK_AGAIN) >= 0) {
      pause = pauses.all().get(destination);
      lookedAt = now;
    }
    if (pause == null) {
      return Pass.OPEN;
    }
    if (pause.until() == null || now.isBefore(pause.until())) {
      return Pass.SHUT;
    }
    // Of all nodes one gets the probe; should it die with it, the next may try after the same time.
    return pauses.mayProbe(destination, now.plus(probeAfter)) ? Pass.PROBE : Pass.SHUT;
  }

  /** The destination spoke about a record: it is there again. */
  synchronized void answered() {
    silentRounds = 0;
    if (pause != null) {
      if (pauses.reopen(destination)) {
        LOG.info("destination.resumed destination={}", destination);
      }
      lookAgain();
    }
  }

  /** The probe never left the house: another one may try at once. */
  synchronized void unasked() {
    if (pause != null && pause.until() != null) {
      pauses.pause(destination, pause.reason(), clock.instant());
      lookAgain();
    }
  }

  /** A person may have paused or resumed it meanwhile. */
  private void lookAgain() {
    pause = null;
    lookedAt = Instant.EPOCH;
  }

  /**
   * A whole round found the destination away. After a few of them no more attempts are spent on it.
   */
  synchronized void silent(Outcome.TryLater outcome) {
    if (pause != null || ++silentRounds >= AWAY_AFTER) {
      stopped(new Outcome.Stopped(outcome.reason(), outcome.after()));
    }
  }

  synchronized void stopped(Outcome.Stopped outcome) {
    Duration wait = outcome.probeAfter() == null ? probeAfter : outcome.probeAfter();
    Instant now = clock.instant();
    Instant until = now.plus(wait);
    pauses.pause(destination, outcome.reason(), until);
    if (pause == null) {
      LOG.warn(
          "destination.paused destination={} reason=\"{}\" until={}",
          destination,
          outcome.reason(),
          until);
    }
    pause = new Pause(destination, outcome.reason(), pause == null ? now : pause.since(), until);
  }
}
