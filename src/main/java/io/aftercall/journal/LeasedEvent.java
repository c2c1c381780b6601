package io.aftercall.journal;

import java.time.Instant;

/**
 * An event leased: whoever holds the highest fence may close it until the lease ends.
 *
 * @param callId {@code sha256:…} when the call's own id was not understood
 * @param headersJson the stored request headers as a JSON object, or null
 * @param body null when it was removed, or cannot be opened with the keys there are
 */
public record LeasedEvent(
    String id,
    String source,
    String callId,
    int revision,
    String kind,
    int leaseToken,
    Instant receivedAt,
    String headersJson,
    byte[] body) {

  LeasedEvent with(EventBody stored) {
    return new LeasedEvent(
        id,
        source,
        callId,
        revision,
        kind,
        leaseToken,
        receivedAt,
        stored.headersJson(),
        stored.body());
  }

  /** The same, understood to be about this call. */
  public LeasedEvent named(String theCall, String itsKind, int place) {
    return new LeasedEvent(
        id, source, theCall, place, itsKind, leaseToken, receivedAt, headersJson, body);
  }
}
