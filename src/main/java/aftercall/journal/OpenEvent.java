package aftercall.journal;

import java.time.Instant;

/**
 * An event on loan: whoever holds the highest fence may close it until the lease ends.
 *
 * @param callId {@code sha256:…} when the call's own id was not understood
 * @param body null when it was removed, or cannot be opened with the keys there are
 */
public record OpenEvent(
    String id,
    String source,
    String callId,
    int revision,
    String kind,
    int fence,
    Instant receivedAt,
    byte[] body) {

  OpenEvent with(byte[] bytes) {
    return new OpenEvent(id, source, callId, revision, kind, fence, receivedAt, bytes);
  }

  /** The same, understood to be about this call. */
  public OpenEvent named(String theCall, String itsKind, int place) {
    return new OpenEvent(id, source, theCall, place, itsKind, fence, receivedAt, body);
  }
}
