package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.sandbox.web.Ask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /composite}: several calls in one, later ones may use what earlier ones answered. */
final class Composite {
  private static final int MOST = 25;
  private static final int MOST_QUERIES = 5;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");
  private static final Pattern REFERENCE = Pattern.compile("@\\{([A-Za-z0-9_]+)\\.([^}]+)}");

  private final Org org;
  private final RestApi api;

  Composite(Org org, RestApi api) {
    this.org = org;
    this.api = api;
  }

  private record Part(String name, int status, JsonNode body) {
    boolean failed() {
      return status >= 300;
    }

    ObjectNode json() {
      ObjectNode json = Json.object();
      json.set("body", body);
      json.putObject("httpHeaders");
      return json.put("httpStatusCode", status).put("referenceId", name);
    }
  }

  Answer answer(Call call) {
    if (call.path().size() != 1) {
      throw Refusal.of(SalesforceError.notFound());
    }
    if (!call.method().equals("POST")) {
      throw Refusal.of(SalesforceError.method(call.method()));
    }
    ObjectNode request = call.json();
    JsonNode subrequests = request.path("compositeRequest");
    checkAsAWhole(subrequests);
    int before = org.mark();
    Map<String, JsonNode> answers = new HashMap<>();
    List<Part> parts = new ArrayList<>();
    for (JsonNode subrequest : subrequests) {
      Part part = run(subrequest, answers, call.ask().headers());
      parts.add(part);
      if (!part.failed()) {
        answers.put(part.name(), part.body());
      }
    }
    if (request.path("allOrNone").asBoolean() && parts.stream().anyMatch(Part::failed)) {
      org.rollBack(before);
      parts = halted(parts);
    }
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("compositeResponse");
    parts.forEach(part -> list.add(part.json()));
    return Json.answer(200, body);
  }

  private static void checkAsAWhole(JsonNode subrequests) {
    int queries = 0;
    for (JsonNode subrequest : subrequests) {
      String url = subrequest.path("url").asText();
      if (url.contains("/query") || url.contains("/composite/sobjects")) {
        queries++;
      }
      if (!NAME.matcher(subrequest.path("referenceId").asText()).matches()) {
        throw Refusal.of(
            SalesforceError.of(
                400, "INVALID_INPUT", "A referenceId holds letters, digits and underscores only."));
      }
    }
    if (subrequests.isEmpty() || subrequests.size() > MOST || queries > MOST_QUERIES) {
      throw Refusal.of(
          SalesforceError.of(
              400,
              "LIMIT_EXCEEDED",
              "A composite request holds 1 to 25 subrequests, at most 5 of them queries or"
                  + " collections."));
    }
  }

  private Part run(
      JsonNode subrequest, Map<String, JsonNode> answers, Map<String, String> outerHeaders) {
    String name = subrequest.path("referenceId").asText();
    try {
      String url = resolve(subrequest.path("url").asText(), answers);
      JsonNode body = resolve(subrequest.path("body"), answers);
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      headers.putAll(outerHeaders);
      subrequest
          .path("httpHeaders")
          .properties()
          .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
      int mark = url.indexOf('?');
      Ask ask =
          new Ask(
              subrequest.path("method").asText(),
              mark < 0 ? url : url.substring(0, mark),
              mark < 0 ? "" : url.substring(mark + 1),
              headers,
              body.isMissingNode()
                  ? new byte[0]
                  : body.toString().getBytes(StandardCharsets.UTF_8));
      Answer answer = api.answer(Call.of(ask));
      return new Part(name, answer.status(), Json.readAny(answer.body()));
    } catch (Refusal refusal) {
      Answer answer = SalesforceError.answer(refusal.errors());
      return new Part(name, answer.status(), Json.readAny(answer.body()));
    }
  }

  private static List<Part> halted(List<Part> parts) {
    return parts.stream().map(part -> part.failed() ? part : halted(part.name())).toList();
  }

  private static Part halted(String name) {
    ArrayNode errors = Json.array();
    errors.add(
        SalesforceError.halted(
                "The transaction was rolled back since another operation in the same transaction"
                    + " failed.")
            .asBody());
    return new Part(name, 400, errors);
  }

  private static JsonNode resolve(JsonNode body, Map<String, JsonNode> answers) {
    if (body.isTextual()) {
      return TextNode.valueOf(resolve(body.asText(), answers));
    }
    if (body instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(resolve(member.getValue(), answers)));
    }
    if (body instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, resolve(array.get(i), answers));
      }
    }
    return body;
  }

  private static String resolve(String text, Map<String, JsonNode> answers) {
    Matcher matcher = REFERENCE.matcher(text);
    return matcher.replaceAll(
        found -> {
          String pointer = "/" + found.group(2).replace("].", "/").replaceAll("[.\\[]", "/");
          JsonNode answer = answers.get(found.group(1));
          JsonNode value = answer == null ? null : answer.at(pointer.replace("]", ""));
          if (value == null || !value.isValueNode()) {
            throw Refusal.of(
                SalesforceError.halted(
                    "Invalid reference specified. No value for %s.%s found in %s"
                        .formatted(found.group(1), found.group(2), found.group(1))));
          }
          return Matcher.quoteReplacement(value.asText());
        });
  }
}
