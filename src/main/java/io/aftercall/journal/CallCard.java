package io.aftercall.journal;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whom a call was with and how it went, as a list shows it. Every value is null when the call does
 * not say it.
 *
 * @param phone of the customer, in E.164
 * @param campaign its name
 * @param outcome how the call ended, such as {@code connected}
 * @param calledAt ISO 8601, when it began, else when it ended
 */
public record CallCard(
    String name,
    String phone,
    String company,
    String email,
    String campaign,
    String outcome,
    String calledAt) {

  /** Of a canonical call. */
  public static CallCard of(JsonNode call) {
    return new CallCard(
        text(call, "customer_name"),
        text(call, "customer_phone"),
        text(call, "customer_company"),
        text(call, "customer_email"),
        text(call.path("campaign"), "name"),
        text(call, "outcome"),
        first(text(call, "started_at"), text(call, "created_at"), text(call, "finished_at")));
  }

  private static String first(String... texts) {
    for (String text : texts) {
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static String text(JsonNode object, String field) {
    String text = object.path(field).asText("").strip();
    return text.isEmpty() ? null : text;
  }
}
