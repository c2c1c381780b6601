package aftercall.route;

import aftercall.call.Conversation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a destination may have of a call beyond its outcome: nothing, unless its deliver route says
 * so. Where the source names a consent variable, the caller must have agreed too.
 */
record Share(boolean transcript, boolean recording) {
  /** The call as the destination may have it. */
  ObjectNode of(ObjectNode call) {
    JsonNode consent = call.path("consent");
    boolean agreed = !consent.isBoolean() || consent.booleanValue();
    ObjectNode shared = call;
    if (!transcript || !agreed) {
      shared = Conversation.TRANSCRIPT.takenOutOf(shared);
    }
    if (!recording || !agreed) {
      shared = Conversation.RECORDING.takenOutOf(shared);
    }
    return shared;
  }
}
