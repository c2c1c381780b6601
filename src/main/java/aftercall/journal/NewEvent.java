package aftercall.journal;

/** An arrival that is looking for its place: which call, which revision. */
final class NewEvent {
  final String id;
  final Arrival arrival;
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

  NewEvent(String id, Arrival arrival) {
    this.id = id;
    this.arrival = arrival;
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
    Verdict verdict = arrival.understood() ? Verdict.DUPLICATE : Verdict.QUARANTINED;
    return new Receipt(verdict, first.id(), first.revision());
  }
}
