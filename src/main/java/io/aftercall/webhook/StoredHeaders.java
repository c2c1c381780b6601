package io.aftercall.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The request headers that are stored with a webhook, and no others: what helps to understand it
 * later, nothing that could steer a component or carry a secret.
 */
final class StoredHeaders {
  private static final List<String> NAMES =
      List.of(
          "Content-Type",
          "User-Agent",
          "Date",
          "X-Request-Id",
          "X-Famulor-Event",
          "X-Famulor-Delivery",
          "Webhook-Id",
          "Webhook-Timestamp");
  private static final int LONGEST = 200;

  /** Of a call that was not sent to us, but fetched by us. */
  static final String FETCHED = "{\"Fetched\":\"from the platform's API\"}";

  /** Of a body that a person mended by hand. */
  static final String MENDED = "{\"Mended\":\"by hand\"}";

  private StoredHeaders() {}

  /**
   * Of one of several calls in a request: its body is in UTF-8 now, whatever the request was in.
   *
   * @param number counted from one
   */
  static String ofPart(UnaryOperator<String> header, int number, int all) {
    return of(header)
        .put("Content-Type", "application/json")
        .put("Part", number + " of " + all)
        .toString();
  }

  static String json(UnaryOperator<String> header) {
    return of(header).toString();
  }

  private static ObjectNode of(UnaryOperator<String> header) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (String name : NAMES) {
      String value = header.apply(name);
      if (value != null) {
        kept.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
      }
    }
    return kept;
  }
}
