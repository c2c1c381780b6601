package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.web.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of SOSL: {@code FIND {…} IN PHONE FIELDS RETURNING Contact(Id, Phone), Lead(Id)}, terms
 * joined by OR, a {@code *} at the end of one. It reads an index that lags behind the records.
 */
final class Searches {
  private static final Pattern FIND =
      Pattern.compile(
          "\\s*FIND\\s*\\{((?:[^}\\\\]|\\\\.)+)}\\s+IN\\s+PHONE\\s+FIELDS\\s+RETURNING\\s+(.+)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern OBJECT = Pattern.compile("\\s*(\\w+)\\s*\\(([^)]*)\\)\\s*,?");

  private static final int MOST = 2_000;
  private static final int LONGEST = 10_000;

  private final Org org;
  private Duration lag = Duration.ZERO;

  Searches(Org org) {
    this.org = org;
  }

  void lag(Duration behind) {
    lag = behind;
  }

  Answer answer(Call call) {
    Matcher find = FIND.matcher(call.ask().parameters().getOrDefault("q", ""));
    if (!call.method().equals("GET") || !find.matches()) {
      throw Refusal.of(SalesforceError.of(400, "MALFORMED_SEARCH", "No search term found"));
    }
    List<String> terms = Arrays.asList(find.group(1).replace("\\", "").split("(?i)\\s+OR\\s+"));
    ObjectNode body = Json.object();
    ArrayNode found = body.putArray("searchRecords");
    Matcher object = OBJECT.matcher(find.group(2));
    for (int end = 0; end < find.group(2).length() && object.find(end); end = object.end()) {
      add(call, org.table(object.group(1)), object.group(2).split("\\s*,\\s*"), terms, found);
    }
    return Json.answer(200, body);
  }

  /** The same as a JSON body, for searches too long for an address. */
  Answer byParameters(Call call) {
    ObjectNode request = call.json();
    String words = request.path("q").asText();
    if (!call.method().equals("POST")
        || words.isBlank()
        || words.length() > LONGEST
        || !request.path("in").asText().equals("PHONE")) {
      throw Refusal.of(SalesforceError.of(400, "MALFORMED_SEARCH", "No search term found"));
    }
    List<String> terms = Arrays.asList(words.split("(?i)\\s+OR\\s+"));
    ObjectNode body = Json.object();
    ArrayNode found = body.putArray("searchRecords");
    for (JsonNode object : request.path("sobjects")) {
      List<String> names = new ArrayList<>();
      object.path("fields").forEach(name -> names.add(name.asText()));
      add(
          call,
          org.table(object.path("name").asText()),
          names.toArray(String[]::new),
          terms,
          found);
    }
    while (found.size() > request.path("overallLimit").asInt(MOST)) {
      found.remove(found.size() - 1);
    }
    return Json.answer(200, body);
  }

  private void add(Call call, Table table, String[] names, List<String> terms, ArrayNode found) {
    for (Row row : table.rows()) {
      if (isIndexed(row) && terms.stream().anyMatch(term -> matches(table, row, term))) {
        ObjectNode view = found.addObject();
        view.putObject("attributes")
            .put("type", row.object())
            .put("url", table.type().url(call.version(), row.id()));
        for (String name : names) {
          Field field = table.type().field(name.strip());
          if (field == null) {
            throw Refusal.of(SalesforceError.noColumn(name.strip(), table.type().name()));
          }
          Queries.show(view, field, row);
        }
      }
    }
  }

  private boolean isIndexed(Row row) {
    Instant changed =
        OffsetDateTime.parse(row.text("LastModifiedDate").replace("+0000", "Z")).toInstant();
    return !changed.plus(lag).isAfter(org.now());
  }

  private static boolean matches(Table table, Row row, String term) {
    String wanted = words(term.replaceAll("[\"*]", ""));
    boolean open = term.strip().endsWith("*");
    return table.type().fields().stream()
        .filter(field -> field.type().equals("phone"))
        .map(field -> " " + words(row.text(field.name())) + " ")
        .anyMatch(text -> text.contains(" " + wanted + (open ? "" : " ")));
  }

  /** Numbers are split where something else stands between their digits. */
  private static String words(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
