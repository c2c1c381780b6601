package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What the steps of {@code http-json} read from an exchange and write into it. */
final class JsonExchange {
  static final String PROPERTY = "httpJson";

  private JsonExchange() {}

  static void address(Message message, URI address, String query, String method) {
    message.setHeader(Exchange.HTTP_URI, address.toString());
    message.setHeader(Exchange.HTTP_RAW_QUERY, query);
    message.setHeader(Exchange.HTTP_METHOD, method);
    message.setHeader("User-Agent", "Aftercall");
  }

  static JsonRequestState call(Exchange exchange) {
    return exchange.getProperty(PROPERTY, JsonRequestState.class);
  }

  static Integer status(Exchange exchange) {
    return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
  }

  static Optional<JsonNode> answer(Exchange exchange) {
    return HttpStatusClassifier.json(ResponseText.of(exchange).text());
  }
}
