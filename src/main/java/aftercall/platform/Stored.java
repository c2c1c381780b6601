package aftercall.platform;

import aftercall.call.CallReader;
import aftercall.call.Reading;
import aftercall.journal.Journal;
import aftercall.journal.StoredBody;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a source's calls is here already. */
final class Stored {
  private final Journal journal;
  private final String source;
  private final CallReader reader;
  private final Map<String, String> events;
  private final Map<String, ObjectNode> calls = new HashMap<>();

  Stored(Journal journal, String source, CallReader reader, Collection<String> callIds) {
    this.journal = journal;
    this.source = source;
    this.reader = reader;
    events = journal.newest(source, callIds);
    for (StoredBody stored : journal.bodies(events.values())) {
      if (reader.read(stored.body(), stored.revision()) instanceof Reading.Read read) {
        calls.put(stored.eventId(), read.call());
      }
    }
  }

  boolean has(String callId) {
    return events.containsKey(callId);
  }

  boolean wasErased(String callId) {
    return journal.erased().since(source, callId).isPresent();
  }

  /** What differs from the newest content here; nothing when that is gone or not readable. */
  List<String> differences(String callId, ObjectNode theirs) {
    return Optional.ofNullable(calls.get(events.get(callId)))
        .map(ours -> Comparison.differences(ours, theirs))
        .orElse(List.of());
  }
}
