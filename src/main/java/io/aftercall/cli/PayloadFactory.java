package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A payload of the platform that is sent many times, each time as another call. */
final class PayloadFactory {
  private static final List<String> IDS =
      List.of("id", "call_id", "conversation_id", "whatsapp_message_id", "message_sid");
  private static final List<String> PHONES =
      List.of("customer_phone", "phone_number", "to_number", "from_number");
  private static final List<String> GROUPS = List.of("data", "call");

  private final ObjectNode payload;
  private final ObjectNode call;
  private final long start = System.currentTimeMillis() * 1_000;
  private int made;

  PayloadFactory(ObjectNode payload) {
    this.payload = payload;
    ObjectNode found = payload;
    for (String group : GROUPS) {
      found = payload.get(group) instanceof ObjectNode inner ? inner : found;
    }
    call = found;
  }

  boolean isCompleted() {
    return call.path("status").asText().equalsIgnoreCase("completed");
  }

  void dropRecording() {
    call.remove("recording_url");
  }

  /** The bytes of the next call. */
  synchronized byte[] next(boolean sameId, boolean newPeople) {
    made++;
    if (!sameId) {
      IDS.stream().filter(call::has).forEach(name -> fresh(call, name));
    }
    if (newPeople) {
      String phone = "+4915" + (100_000_000L + ThreadLocalRandom.current().nextInt(800_000_000));
      give(call, phone);
      if (call.get("lead") instanceof ObjectNode lead) {
        give(lead, phone);
      }
    }
    return payload.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void fresh(ObjectNode group, String name) {
    JsonNode id = group.get(name);
    if (id.isIntegralNumber()) {
      group.put(name, start + made);
    } else if (id.isTextual()) {
      group.put(name, UUID.randomUUID().toString());
    }
  }

  private static void give(ObjectNode group, String phone) {
    PHONES.stream().filter(group::hasNonNull).forEach(name -> group.put(name, phone));
  }
}
