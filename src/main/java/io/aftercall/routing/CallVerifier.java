package io.aftercall.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.journal.LeasedEvent;
import java.time.Duration;
import java.util.Map;

/** Compares a call with what its sender's own platform holds, before anything is decided. */
public interface CallVerifier {
  /** For no longer than this may one look take. */
  Duration LONGEST = Duration.ofSeconds(2);

  /** Whether calls of this source are compared at all. */
  boolean watches(String source);

  /** Asks the platform. Never throws. */
  Finding verify(LeasedEvent event, ObjectNode call);

  /** What keeps calls from being compared now, by source; in plain words without personal data. */
  Map<String, String> alerts();

  /**
   * @param why in plain words without personal data; empty when confirmed
   */
  record Finding(Result result, String why) {}

  /** What a look came to. */
  enum Result {
    /** The platform holds the same. */
    CONFIRMED,
    /** It holds another, or none: nothing may be sent. */
    DIFFERS,
    /** It could not be asked: the sender's authentication must do. */
    SKIPPED
  }
}
