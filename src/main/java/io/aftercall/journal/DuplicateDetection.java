package io.aftercall.journal;

import io.aftercall.store.Transaction;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Knows a repeat whose bytes are others: key order, blanks and the time of the envelope differ from
 * try to try. Asked only where a call is known and its bytes are not, which is rare.
 */
final class DuplicateDetection {
  /** A sender that writes otherwise every time is compared with its last tries only. */
  private static final int LAST = 5;

  /** The one who writes does this while others wait. */
  private static final int LARGEST = 512 * 1024;

  private final EventBodies eventBodies;
  private final Journal.Content content;

  DuplicateDetection(EventBodies eventBodies, Journal.Content content) {
    this.eventBodies = eventBodies;
    this.content = content;
  }

  /** The revision that says the same as this arrival. */
  Optional<NewEvent.Known> find(
      Transaction transaction, NewWebhook newWebhook, List<NewEvent.Known> revisions)
      throws SQLException {
    if (revisions.isEmpty() || !newWebhook.understood() || newWebhook.body().length > LARGEST) {
      return Optional.empty();
    }
    String key = content.key(newWebhook.body(), newWebhook.headersJson());
    if (key == null) {
      return Optional.empty();
    }
    List<NewEvent.Known> last =
        revisions.stream()
            .sorted(Comparator.comparingInt(NewEvent.Known::revision).reversed())
            .limit(LAST)
            .toList();
    for (NewEvent.Known known : last) {
      EventBody stored = eventBodies.in(transaction, known.id());
      if (stored != null
          && stored.body().length <= LARGEST
          && key.equals(content.key(stored.body(), stored.headersJson()))) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
