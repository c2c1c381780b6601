package io.aftercall.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.RestrictedContent;

/**
 * What a destination may have of a call beyond its outcome: nothing, unless its deliver route says
 * so. Where the source names a consent variable, the caller must have agreed too.
 */
public record DataSharingPolicy(boolean transcript, boolean recording) {
  /** The call as the destination may have it. */
  public ObjectNode of(ObjectNode call) {
    JsonNode consent = call.path("consent");
    boolean agreed = !consent.isBoolean() || consent.booleanValue();
    ObjectNode shared = call;
    if (!transcript || !agreed) {
      shared = RestrictedContent.TRANSCRIPT.takenOutOf(shared);
    }
    if (!recording || !agreed) {
      shared = RestrictedContent.RECORDING.takenOutOf(shared);
    }
    return shared;
  }
}
