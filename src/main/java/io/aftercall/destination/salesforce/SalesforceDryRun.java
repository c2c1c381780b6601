package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DryRunResponder;
import io.aftercall.destination.PlannedRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.SalesforceEndpoint;

/** Salesforce in a dry run: nothing is known to be there unless a person says so. */
final class SalesforceDryRun implements DryRunResponder {
  /** Under this name a person answers a SOQL question: its records. */
  static final String SOQL = "soql";

  /** Under this one who is there already: Contacts, Leads and Accounts. */
  static final String PEOPLE = "people";

  private static final String RAW = "salesforce:raw";

  /** How our own questions differ from what a route may write by the same operation. */
  private static final String QUESTION = "rawPath=people";

  private static final String ADDRESS = "$CAMEL_COMPONENT_SALESFORCE_INSTANCE";

  @Override
  public Optional<String> to(String uri) {
    return uri.startsWith("salesforce:query") || asksForPeople(uri)
        ? Optional.of("{\"totalSize\":0,\"done\":true,\"records\":[]}")
        : Optional.empty();
  }

  @Override
  public String question(String uri) {
    return asksForPeople(uri) ? PEOPLE : SOQL;
  }

  /** A list is the records; an object with {@code records} the answer as it is. */
  @Override
  public void answer(Exchange exchange, JsonNode given) {
    if (given.has("records")) {
      exchange.getMessage().setBody(given.toString());
      return;
    }
    ArrayNode records = JsonNodeFactory.instance.arrayNode();
    if (given.isArray()) {
      given.forEach(records::add);
    } else {
      records.add(given);
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("totalSize", records.size()).put("done", true).set("records", records);
    exchange.getMessage().setBody(answer.toString());
  }

  @Override
  public Optional<PlannedRequest> request(Exchange exchange, Endpoint outside) {
    if (!(outside instanceof SalesforceEndpoint endpoint)) {
      return Optional.empty();
    }
    String base = "/services/data/v" + endpoint.getConfiguration().getApiVersion();
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getMessage()
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (name.startsWith("Sforce-") && value != null) {
                headers.put(name, value.toString());
              }
            });
    headers.put("Authorization", "Bearer");
    if (asksForPeople(outside.getEndpointUri().replaceFirst("://", ":"))) {
      return Optional.of(raw(exchange, headers));
    }
    if (to(outside.getEndpointUri().replaceFirst("://", ":")).isPresent()) {
      String soql = String.valueOf(exchange.getMessage().getBody());
      String query = "q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8);
      return Optional.of(new PlannedRequest("GET", ADDRESS, base + "/query", query, headers, ""));
    }
    headers.put("Content-Type", "application/json");
    String object = endpoint.getConfiguration().getSObjectName();
    // The steps say so where a record is written by its own id.
    String key =
        exchange
            .getMessage()
            .getHeader(
                "sObjectIdName", endpoint.getConfiguration().getSObjectIdName(), String.class);
    return Optional.of(
        new PlannedRequest(
            "PATCH",
            ADDRESS,
            base + "/composite/sobjects/" + object + "/" + key,
            "",
            headers,
            upsert(exchange.getMessage().getBody())));
  }

  private static boolean asksForPeople(String uri) {
    return uri.startsWith(RAW) && uri.contains(QUESTION);
  }

  private static PlannedRequest raw(Exchange exchange, Map<String, String> headers) {
    Object body = exchange.getMessage().getBody();
    headers.put("Content-Type", "application/json");
    return new PlannedRequest(
        exchange.getMessage().getHeader("rawMethod", String.class),
        ADDRESS,
        exchange.getMessage().getHeader("rawPath", String.class),
        "",
        headers,
        body == null ? "" : body.toString());
  }

  private static String upsert(Object body) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("allOrNone", false);
    ArrayNode records = request.putArray("records");
    if (body instanceof List<?> all) {
      all.stream().filter(JsonNode.class::isInstance).forEach(one -> records.add((JsonNode) one));
    }
    return request.toString();
  }
}
