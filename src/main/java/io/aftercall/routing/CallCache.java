package io.aftercall.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.Protection;
import io.aftercall.call.ReadResult;
import io.aftercall.call.StoredRequest;
import io.aftercall.journal.EventBody;
import io.aftercall.journal.Journal;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.promise.PromiseRules;
import io.aftercall.reload.ConfigSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The canonical calls of stored events. What the decide route has just read is still at hand when
 * the deliver routes ask for it; the rest is read from the journal, all of a batch in one query.
 */
public final class CallCache {
  private static final int AT_HAND = 2_000;
  private static final int LARGE = 32 * 1024;

  /** Bytes of bodies whose calls are at hand at most; as objects they take several times that. */
  private static final long BYTES_AT_HAND = 8 << 20;

  private final Journal journal;
  private final Supplier<ConfigSnapshot> rules;
  private final Map<String, AtHand> atHand = new LinkedHashMap<>();
  private long bytesAtHand;
  private volatile String readBy = "";

  private record AtHand(ObjectNode call, int bytes) {}

  /**
   * @param leftOut ids of those that are there, and were too much together with the others
   */
  public record Found(Map<String, ObjectNode> calls, Set<String> leftOut) {}

  /** Either a call or the problem why there is none. */
  record Read(ObjectNode call, String problem) {}

  public CallCache(Journal journal, Supplier<ConfigSnapshot> rules) {
    this.journal = journal;
    this.rules = rules;
  }

  Read read(LeasedEvent event) {
    return remember(
        event.id(),
        event.source(),
        new StoredRequest(event.body(), event.headersJson(), event.revision(), null));
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

  /** The protective variables of a source; the shipped ones where it is not there any more. */
  List<Protection> protections(String source) {
    return rules
        .get()
        .sources()
        .find(source)
        .map(one -> one.rules().protections())
        .orElseGet(() -> Protection.shipped(List.of()));
  }

  /** When what calls of a source promise is due; empty where it says nothing of it. */
  Optional<PromiseRules> promiseRules(String source) {
    return rules
        .get()
        .sources()
        .find(source)
        .flatMap(one -> Optional.ofNullable(one.rules().promises()));
  }

  /**
   * Canonical calls by event id; those whose bytes are gone or cannot be read are missing. Reads as
   * many as {@link Journal#BYTES_AT_ONCE} allows, at least one.
   */
  public Found of(Collection<String> eventIds) {
    forgetOldRules();
    Map<String, ObjectNode> found = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (String id : eventIds) {
      ObjectNode call = atHand(id);
      if (call == null) {
        missing.add(id);
      } else {
        found.put(id, call);
      }
    }
    if (missing.isEmpty()) {
      return new Found(found, Set.of());
    }
    List<String> fitting = journal.fitting(missing);
    for (EventBody stored : journal.bodies(fitting)) {
      Read read = remember(stored.eventId(), stored.source(), request(stored));
      if (read.call() != null) {
        found.put(stored.eventId(), read.call());
      }
    }
    Set<String> leftOut = new HashSet<>(missing);
    fitting.forEach(leftOut::remove);
    return new Found(found, leftOut);
  }

  private ObjectNode atHand(String id) {
    synchronized (atHand) {
      AtHand one = atHand.get(id);
      return one == null ? null : one.call();
    }
  }

  private void keep(String id, ObjectNode call, int bytes) {
    synchronized (atHand) {
      drop(id);
      atHand.put(id, new AtHand(call, bytes));
      bytesAtHand += bytes;
      while (atHand.size() > AT_HAND || bytesAtHand > BYTES_AT_HAND) {
        drop(atHand.keySet().iterator().next());
      }
    }
  }

  private void drop(String id) {
    AtHand gone = atHand.remove(id);
    bytesAtHand -= gone == null ? 0 : gone.bytes();
  }

  /** A stored event as its reader wants it. */
  public static StoredRequest request(EventBody stored) {
    return new StoredRequest(
        stored.body(), stored.headersJson(), stored.revision(), stored.attemptNo());
  }

  private Read remember(String eventId, String sourceName, StoredRequest request) {
    CallReader reader = rules.get().reader(sourceName).orElse(null);
    if (reader == null) {
      return new Read(null, "there is no source config/sources/" + sourceName + ".yaml any more");
    }
    ReadResult readResult = reader.read(request);
    if (readResult instanceof ReadResult.Read read) {
      if (request.body().length <= LARGE) {
        keep(eventId, read.call(), request.body().length);
      }
      return new Read(read.call(), null);
    }
    return new Read(null, "the body " + ((ReadResult.NotUnderstood) readResult).why());
  }

  /** They were erased: nothing of them may linger. */
  public void forget(Collection<String> eventIds) {
    synchronized (atHand) {
      eventIds.forEach(this::drop);
    }
  }

  /** A new set of rules may read the same bytes otherwise. */
  private void forgetOldRules() {
    String hash = rules.get().hash();
    if (!hash.equals(readBy)) {
      synchronized (atHand) {
        atHand.clear();
        bytesAtHand = 0;
      }
      readBy = hash;
    }
  }
}
