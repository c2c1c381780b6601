package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * Who rang whom.
 *
 * @param direction inbound, outbound, web, or null if nothing says it
 * @param customerRaw the customer's number as sent, or null (web calls have none)
 * @param customer the same as E.164, or null if it is no number
 * @param assistantRaw the assistant's number as sent, or null
 */
record CallParties(String direction, String customerRaw, String customer, String assistantRaw) {
  private static final String INBOUND = "inbound";
  private static final String OUTBOUND = "outbound";

  /** How the words begin: inboundPhoneCall, outbound-api. */
  private static final Map<String, String> DIRECTIONS =
      Map.of(
          INBOUND,
          INBOUND,
          "incoming",
          INBOUND,
          "eingehend",
          INBOUND,
          OUTBOUND,
          OUTBOUND,
          "outgoing",
          OUTBOUND,
          "ausgehend",
          OUTBOUND);

  private static final Set<String> WEB = Set.of("web", "webcall", "webphonecall", "webrtc");

  /**
   * The classic shape names the customer; where there is only a from and a to, the customer is who
   * rang in or who was rung. The lead's number stands in for a customer's that is none.
   */
  static CallParties of(ObjectNode body, ObjectNode lead, ObjectNode campaign, String region) {
    String direction = direction(body, lead != null || campaign != null);
    String from = number(body, "from_number", "from");
    String to = number(body, "to_number", "to");
    String customer = JsonFields.text(body, "customer_phone", "client_phone_number");
    if (customer == null && direction != null) {
      customer = direction.equals(INBOUND) ? from : direction.equals(OUTBOUND) ? to : null;
    }
    String assistant = JsonFields.text(body, "assistant_phone", "assistant_phone_number");
    if (assistant == null && direction != null) {
      assistant = direction.equals(INBOUND) ? to : direction.equals(OUTBOUND) ? from : null;
    }
    if (assistant == null) {
      assistant = JsonFields.text(body.path("sender"), "phone_number");
    }
    String own = Phones.e164(assistant, region).orElse(null);
    String e164 = somebody(customer, own, region);
    if (e164 == null && lead != null) {
      String listed = JsonFields.text(lead, "phone_number", "phone");
      e164 = somebody(listed, own, region);
      customer = customer == null ? listed : customer;
    }
    return new CallParties(direction, customer, e164, assistant);
  }

  /** Our own number is never the customer's, whatever the sender mixed up. */
  private static String somebody(String raw, String own, String region) {
    return Phones.e164(raw, region).filter(number -> !number.equals(own)).orElse(null);
  }

  /** A call of a campaign goes out, even when the sender does not say so. */
  private static String direction(ObjectNode body, boolean campaign) {
    for (String name : new String[] {"direction", "type"}) {
      String direction = direction(body.path(name));
      if (direction != null) {
        return direction;
      }
    }
    return campaign ? OUTBOUND : null;
  }

  private static String direction(JsonNode sent) {
    String word = Variables.fold(sent.asText());
    if (WEB.contains(word)) {
      return "web";
    }
    for (Map.Entry<String, String> known : DIRECTIONS.entrySet()) {
      if (word.startsWith(known.getKey())) {
        return known.getValue();
      }
    }
    return null;
  }

  /** Whether a sender's word says which of two numbers is the customer's. */
  static boolean isDirected(JsonNode sent) {
    String direction = direction(sent);
    return direction != null && !direction.equals("web");
  }

  private static String number(ObjectNode body, String... names) {
    String number = JsonFields.text(body, names);
    ObjectNode party = number == null ? JsonFields.object(body, names) : null;
    return party == null ? number : JsonFields.text(party, "phone_number", "number");
  }
}
