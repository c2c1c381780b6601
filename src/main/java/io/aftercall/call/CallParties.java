package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

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

  private static final Map<String, String> DIRECTIONS =
      Map.of(
          INBOUND,
          INBOUND,
          "incoming",
          INBOUND,
          OUTBOUND,
          OUTBOUND,
          "outgoing",
          OUTBOUND,
          "web",
          "web",
          "webcall",
          "web",
          "web_call",
          "web");

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
    String e164 = Phones.e164(customer, region).orElse(null);
    if (e164 == null && lead != null) {
      String listed = JsonFields.text(lead, "phone_number", "phone");
      e164 = Phones.e164(listed, region).orElse(null);
      customer = customer == null ? listed : customer;
    }
    return new CallParties(direction, customer, e164, assistant);
  }

  /** A call of a campaign goes out, even when the sender does not say so. */
  private static String direction(ObjectNode body, boolean campaign) {
    for (String name : new String[] {"direction", "type"}) {
      JsonNode sent = body.path(name);
      String direction = DIRECTIONS.get(sent.asText().toLowerCase(Locale.ROOT));
      if (direction != null) {
        return direction;
      }
    }
    return campaign ? OUTBOUND : null;
  }

  private static String number(ObjectNode body, String... names) {
    String number = JsonFields.text(body, names);
    ObjectNode party = number == null ? JsonFields.object(body, names) : null;
    return party == null ? number : JsonFields.text(party, "phone_number", "number");
  }
}
