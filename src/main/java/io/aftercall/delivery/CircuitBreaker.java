package io.aftercall.delivery;

import io.aftercall.destination.Outcome;
import io.aftercall.outbox.DestinationPause;
import io.aftercall.outbox.DestinationPauses;
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
final class CircuitBreaker {
  private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** So many rounds without any answer in between, and the destination is taken for away. */
  private static final int AWAY_AFTER = 3;

  private final String destination;
  private final DestinationPauses destinationPauses;
  private final InstantSource clock;
  private final Duration probeInterval;
  private DestinationPause destinationPause;
  private Instant lookedAt = Instant.EPOCH;
  private int silentRounds;

  enum CircuitState {
    OPEN,
    PROBE,
    SHUT
  }

  CircuitBreaker(
      String destination,
      DestinationPauses destinationPauses,
      InstantSource clock,
      Duration probeInterval) {
    this.destination = destination;
    this.destinationPauses = destinationPauses;
    this.clock = clock;
    this.probeInterval = probeInterval;
  }

  synchronized CircuitState enter() {
    Instant now = clock.instant();
    if (Duration.between(lookedAt, now).abs().compareTo(LOOK_AGAIN) >= 0) {
      destinationPause = destinationPauses.all().get(destination);
      lookedAt = now;
    }
    if (destinationPause == null) {
      return CircuitState.OPEN;
    }
    if (destinationPause.until() == null || now.isBefore(destinationPause.until())) {
      return CircuitState.SHUT;
    }
    // Of all nodes one gets the probe; should it die with it, the next may try after the same time.
    return destinationPauses.mayProbe(destination, now.plus(probeInterval))
        ? CircuitState.PROBE
        : CircuitState.SHUT;
  }

  /** The destination spoke about a record: it is there again. */
  synchronized void onSuccess() {
    silentRounds = 0;
    if (destinationPause != null) {
      if (destinationPauses.reopen(destination)) {
        LOG.info("destination.resumed destination={}", destination);
      }
      lookAgain();
    }
  }

  /** The probe never left: another one may try at once. */
  synchronized void onProbeSkipped() {
    if (destinationPause != null && destinationPause.until() != null) {
      destinationPauses.pause(destination, destinationPause.reason(), clock.instant());
      lookAgain();
    }
  }

  /** A person may have paused or resumed it meanwhile. */
  private void lookAgain() {
    destinationPause = null;
    lookedAt = Instant.EPOCH;
  }

  /**
   * A whole round found the destination away. After a few of them no more attempts are spent on it.
   */
  synchronized void onUnavailable(Outcome.Retry outcome) {
    if (destinationPause != null || ++silentRounds >= AWAY_AFTER) {
      onPaused(new Outcome.Paused(outcome.reason(), outcome.after()));
    }
  }

  synchronized void onPaused(Outcome.Paused outcome) {
    Duration wait = outcome.probeInterval() == null ? probeInterval : outcome.probeInterval();
    Instant now = clock.instant();
    Instant until = now.plus(wait);
    destinationPauses.pause(destination, outcome.reason(), until);
    if (destinationPause == null) {
      LOG.warn(
          "destination.paused destination={} reason=\"{}\" until={}",
          destination,
          outcome.reason(),
          until);
    }
    destinationPause =
        new DestinationPause(
            destination,
            outcome.reason(),
            destinationPause == null ? now : destinationPause.since(),
            until);
  }
}
