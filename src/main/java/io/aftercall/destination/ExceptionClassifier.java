package io.aftercall.destination;

import java.util.Optional;

/**
 * Knows what one protocol's exceptions mean. One per protocol packages; the first that recognises a
 * failure decides.
 */
public interface ExceptionClassifier {
  /**
   * The outcome for every record that was on its way, or empty when this is not our protocol's
   * failure.
   */
  Optional<Outcome> read(Throwable failure);

  /**
   * What the other side said, word for word, where such a failure holds it; see {@link
   * DeliveryItem#rawAnswer}.
   */
  default Optional<String> rawAnswer(Throwable failure) {
    return Optional.empty();
  }
}
