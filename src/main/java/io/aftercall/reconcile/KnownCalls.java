package io.aftercall.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.call.StoredRequest;
import io.aftercall.journal.Journal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a source's calls is here already. */
final class KnownCalls {
  private final Journal journal;
  private final String source;
  private final CallReader reader;
  private final Map<String, String> events;
  private final Map<String, ObjectNode> calls = new HashMap<>();

  KnownCalls(Journal journal, String source, CallReader reader, Collection<String> callIds) {
    this.journal = journal;
    this.source = source;
    this.reader = reader;
    events = journal.newest(source, callIds);
    journal.eachBody(
        events.values(),
        stored -> {
          if (reader.read(
                  new StoredRequest(
                      stored.body(), stored.headersJson(), stored.revision(), stored.attemptNo()))
              instanceof ReadResult.Read read) {
            calls.put(stored.eventId(), read.call());
          }
        });
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
        .map(ours -> CallComparison.differences(ours, theirs))
        .orElse(List.of());
  }
}
