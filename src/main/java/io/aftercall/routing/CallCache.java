package io.aftercall.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.journal.EventBody;
import io.aftercall.journal.Journal;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.reload.ConfigSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The canonical calls of stored events. What the decide route has just read is still at hand when
 * the deliver routes ask for it; the rest is read from the journal, all of a batch in one query.
 */
public final class CallCache {
  private static final int AT_HAND = 2_000;
  private static final int LARGE = 32 * 1024;

  private final Journal journal;
  private final Supplier<ConfigSnapshot> rules;
  private final Map<String, ObjectNode> atHand =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, ObjectNode> eldest) {
              return size() > AT_HAND;
            }
          });
  private volatile String readBy = "";

  /** Either a call or the problem why there is none. */
  record Read(ObjectNode call, String problem) {}

  public CallCache(Journal journal, Supplier<ConfigSnapshot> rules) {
    this.journal = journal;
    this.rules = rules;
  }

  Read read(LeasedEvent event) {
    return remember(event.id(), event.source(), event.revision(), event.body());
  }

  /** Whether it is the sample of the sender's "send test request" button. */
  boolean isTest(LeasedEvent event, ObjectNode call) {
    return rules
        .get()
        .sources()
        .find(event.source())
        .filter(
            source ->
                source
                    .testCalls()
                    .include(
                        call.path("id").asText(), call.path("customer_phone_raw").asText(null)))
        .isPresent();
  }

  /** Canonical calls by event id; those whose bytes are gone or cannot be read are missing. */
  public Map<String, ObjectNode> of(Collection<String> eventIds) {
    forgetOldRules();
    Map<String, ObjectNode> found = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (String id : eventIds) {
      ObjectNode call = atHand.get(id);
      if (call == null) {
        missing.add(id);
      } else {
        found.put(id, call);
      }
    }
    if (!missing.isEmpty()) {
      for (EventBody stored : journal.bodies(missing)) {
        Read read = remember(stored.eventId(), stored.source(), stored.revision(), stored.body());
        if (read.call() != null) {
          found.put(stored.eventId(), read.call());
        }
      }
    }
    return found;
  }

  private Read remember(String eventId, String sourceName, int revision, byte[] body) {
    CallReader reader = rules.get().reader(sourceName).orElse(null);
    if (reader == null) {
      return new Read(null, "there is no source config/sources/" + sourceName + ".yaml any more");
    }
    ReadResult readResult = reader.read(body, revision);
    if (readResult instanceof ReadResult.Read read) {
      if (body.length <= LARGE) {
        atHand.put(eventId, read.call());
      }
      return new Read(read.call(), null);
    }
    return new Read(null, "the body " + ((ReadResult.NotUnderstood) readResult).why());
  }

  /** They were erased: nothing of them may linger. */
  public void forget(Collection<String> eventIds) {
    atHand.keySet().removeAll(eventIds);
  }

  /** A new set of rules may read the same bytes otherwise. */
  private void forgetOldRules() {
    String hash = rules.get().hash();
    if (!hash.equals(readBy)) {
      atHand.clear();
      readBy = hash;
    }
  }
}
