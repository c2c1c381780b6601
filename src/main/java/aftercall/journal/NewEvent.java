package aftercall.journal;

import aftercall.store.Sealed;

/** An arrival that is looking for its place: which call, which revision. */
final class NewEvent {
  final String id;
  final Arrival arrival;
  final Sealed body;
  final String print;
  final Key key;
  int revision = 1;

  /** What makes a call: its id is unique per source only. */
  record Key(String source, String callId) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byCall = callId.compareTo(other.callId);
      return byCall != 0 ? byCall : source.compareTo(other.source);
    }
  }

  /** A revision that is already there. */
  record Known(String id, int revision, String contentHash) {}

  NewEvent(String id, SealedArrival sealed) {
    this.id = id;
    arrival = sealed.arrival();
    body = sealed.body();
    print = sealed.print();
    key = new Key(arrival.source(), arrival.key());
  }

  EventState state() {
    return arrival.understood() ? EventState.RECEIVED : EventState.QUARANTINED;
  }

  Receipt stored() {
    Verdict verdict = revision == 1 ? Verdict.ACCEPTED : Verdict.UPDATED;
    return new Receipt(arrival.understood() ? verdict : Verdict.QUARANTINED, id, revision);
  }

  Receipt repeated(Known first) {
    return repeated(first.id(), first.revision());
  }

  /** To the sender an erased call is one it has sent before: only that nothing of it is here. */
  Receipt erased(Erased.Stone stone) {
    return repeated(stone.receipt() == null ? id : stone.receipt(), Math.max(1, stone.revision()));
  }

  private Receipt repeated(String first, int firstRevision) {
    Verdict verdict = arrival.understood() ? Verdict.DUPLICATE : Verdict.QUARANTINED;
    return new Receipt(verdict, first, firstRevision);
  }
}
