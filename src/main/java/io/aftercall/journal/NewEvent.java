package io.aftercall.journal;

import io.aftercall.store.EncryptedBytes;

/** An arrival that is looking for its place: which call, which revision. */
final class NewEvent {
  final String id;
  final NewWebhook arrival;
  final EncryptedBytes body;
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

  NewEvent(String id, EncryptedWebhook sealed) {
    this.id = id;
    arrival = sealed.arrival();
    body = sealed.body();
    print = sealed.print();
    key = new Key(arrival.source(), arrival.key());
  }

  EventState state() {
    return arrival.understood() ? EventState.RECEIVED : EventState.QUARANTINED;
  }

  AppendReceipt stored() {
    AppendResult appendResult = revision == 1 ? AppendResult.ACCEPTED : AppendResult.UPDATED;
    return new AppendReceipt(
        arrival.understood() ? appendResult : AppendResult.QUARANTINED, id, revision);
  }

  AppendReceipt repeated(Known first) {
    return repeated(first.id(), first.revision());
  }

  /** To the sender an erased call is one it has sent before: only that nothing of it is here. */
  AppendReceipt erased(ErasureTombstones.Tombstone tombstone) {
    return repeated(
        tombstone.receipt() == null ? id : tombstone.receipt(), Math.max(1, tombstone.revision()));
  }

  private AppendReceipt repeated(String first, int firstRevision) {
    AppendResult appendResult =
        arrival.understood() ? AppendResult.DUPLICATE : AppendResult.QUARANTINED;
    return new AppendReceipt(appendResult, first, firstRevision);
  }
}
