package io.aftercall.destination;

import java.time.Instant;

/**
 * The call a record tells of.
 *
 * @param call hash of its source and id
 * @param revision which content of the call, counted from 1
 * @param finishedAt when the call ended, as far as is known
 */
public record CallVersion(String call, int revision, Instant finishedAt) {
  static final CallVersion UNKNOWN = new CallVersion("", 1, null);

  public static CallVersion of(String source, String callId, int revision, Instant finishedAt) {
    return new CallVersion(TextHash.shortOf(source, callId), revision, finishedAt);
  }

  /** Whether what this call says comes after what another one said, or is the same once more. */
  public boolean follows(CallVersion other) {
    return call.equals(other.call)
        ? revision >= other.revision
        : finishedAt.isAfter(other.finishedAt);
  }
}
