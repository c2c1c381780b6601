package io.aftercall.bulk;

import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an order goes for. Null means any.
 *
 * @param states at least one, gone through one after the other
 * @param since of events received then or later
 * @param reason why they stand where they stand, word for word
 * @param id this one only
 */
public record BulkSelection(
    List<String> states,
    String source,
    String destination,
    Instant since,
    String personKey,
    String callId,
    String reason,
    String id) {
  public BulkSelection {
    states = List.copyOf(states);
  }

  EventFilter events(String state) {
    return EventFilter.all()
        .in(EventState.of(state))
        .from(source)
        .since(since)
        .ofPerson(personKey)
        .ofCall(callId)
        .because(reason)
        .only(id);
  }

  DeliveryFilter deliveries(String state) {
    return DeliveryFilter.all()
        .in(DeliveryState.of(state))
        .to(destination)
        .from(source)
        .since(since)
        .ofPerson(personKey)
        .ofCall(callId)
        .because(reason)
        .only(id);
  }

  /** In words that name nobody and quote nobody: they are kept for long. */
  String about() {
    List<String> words = new ArrayList<>();
    words.add(String.join(" or ", states));
    add(words, "to ", destination);
    add(words, "from ", source);
    add(words, "since ", since == null ? null : since.toString());
    add(words, "for ", reason == null ? null : "one reason");
    add(words, "of ", personKey == null ? null : "one person");
    add(words, "of ", callId == null ? null : "one call");
    add(words, "", id == null ? null : "one of them");
    return String.join(", ", words);
  }

  private static void add(List<String> words, String before, String word) {
    if (word != null) {
      words.add(before + word);
    }
  }
}
