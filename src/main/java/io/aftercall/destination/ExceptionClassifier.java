package io.aftercall.destination;

import java.util.Optional;

/**
 * Knows what one protocol's exceptions mean. One per protocol room; the first that recognises a
 * failure decides.
 */
public interface ExceptionClassifier {
  /**
   * The outcome for every record that was on its way, or empty when this is not our protocol's
   * failure.
   */
  Optional<Outcome> read(Throwable failure);
}
