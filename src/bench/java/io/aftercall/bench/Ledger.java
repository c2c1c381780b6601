package io.aftercall.bench;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What was sent, and what the product has promised about it. */
final class Ledger {
  private final Map<Long, Obligation> obligations = new ConcurrentHashMap<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicLong turnedAway = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final AtomicLong duplicates = new AtomicLong();

  /** A call on its way; a promise once a revision is acknowledged. */
  static final class Obligation {
    final SentCall call;
    private volatile int sent;
    private volatile int promised;

    private Obligation(SentCall call) {
      this.call = call;
    }

    /** The newest revision that left the sender; what is not acknowledged may have come in too. */
    int sent() {
      return sent;
    }

    /** The newest revision that got a 202; 0 when none did. */
    int promised() {
      return promised;
    }
  }

  void sending(SentCall call, int revision) {
    obligations.computeIfAbsent(call.id(), id -> new Obligation(call)).sent = revision;
  }

  void acknowledged(SentCall call, int revision, String status) {
    obligations.get(call.id()).promised = revision;
    if (revision == 1) {
      acknowledged.incrementAndGet();
    }
    if (status.equals("duplicate")) {
      duplicates.incrementAndGet();
    }
  }

  void turnedAway() {
    turnedAway.incrementAndGet();
  }

  void unanswered() {
    unanswered.incrementAndGet();
  }

  Optional<Obligation> of(long id) {
    return Optional.ofNullable(obligations.get(id));
  }

  Collection<Obligation> all() {
    return obligations.values();
  }

  int acknowledgedCalls() {
    return acknowledged.get();
  }

  long refusals() {
    return turnedAway.get();
  }

  long silences() {
    return unanswered.get();
  }

  long knownRepeats() {
    return duplicates.get();
  }
}
