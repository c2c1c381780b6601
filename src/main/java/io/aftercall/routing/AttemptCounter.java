package io.aftercall.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.journal.Journal;
import io.aftercall.journal.LeasedEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts which attempt of its campaign at its lead a call is, where the sender does not say: the
 * calls of that campaign to that lead that came before it, and itself.
 */
final class AttemptCounter {
  private static final int LONGEST = 300;

  private final Journal journal;

  AttemptCounter(Journal journal) {
    this.journal = journal;
  }

  /**
   * Puts {@code attempt_no}, and {@code last_attempt} where it follows from it, into the calls of
   * one source.
   *
   * @param open in the order in which they came
   * @param calls one for each, null where a body could not be read
   */
  void count(String source, List<LeasedEvent> open, List<ObjectNode> calls) {
    Set<String> keys = new HashSet<>();
    for (ObjectNode call : calls) {
      if (isOpen(call)) {
        keys.add(leadKey(call));
      }
    }
    if (keys.isEmpty()) {
      return;
    }
    Map<String, Map<String, String>> known = new HashMap<>(journal.callsOf(source, keys));
    for (int i = 0; i < calls.size(); i++) {
      ObjectNode call = calls.get(i);
      if (isOpen(call)) {
        Map<String, String> ofLead = known.computeIfAbsent(leadKey(call), key -> new HashMap<>());
        String callId = call.path("id").asText();
        String first = ofLead.computeIfAbsent(callId, id -> "");
        if (first.isEmpty()) {
          first = open.get(i).id();
          ofLead.put(callId, first);
        }
        put(call, before(ofLead, first) + 1);
      }
    }
  }

  private static int before(Map<String, String> ofLead, String first) {
    return (int) ofLead.values().stream().filter(id -> id.compareTo(first) < 0).count();
  }

  private static void put(ObjectNode call, int attempt) {
    call.put("attempt_no", attempt);
    JsonNode retries = call.path("max_retries");
    if (call.path("last_attempt").isNull() && retries.isInt()) {
      call.put("last_attempt", attempt > retries.intValue());
    }
  }

  /** A call to a lead of a campaign that the sender does not count. */
  private static boolean isOpen(ObjectNode call) {
    return call != null && call.path("attempt_no").isNull() && leadKey(call) != null;
  }

  /** Which lead of which campaign was called; null when it was none. */
  static String leadKey(ObjectNode call) {
    String lead = call.path("lead").path("id").asText("");
    String campaign = call.path("campaign").path("id").asText("");
    boolean isCall = call.path("kind").asText().equals("call");
    boolean known = isCall && !lead.isBlank() && !campaign.isBlank();
    return known && lead.length() + campaign.length() < LONGEST ? campaign + ":" + lead : null;
  }
}
