package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.salesforce.Saves.Duplicates;
import io.aftercall.sandbox.salesforce.Saves.Saved;
import io.aftercall.sandbox.salesforce.Saves.Saving;
import io.aftercall.sandbox.web.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code /composite/sobjects…}: up to 200 records in one call. The answer is 200 whenever the
 * request was well formed; what became of each record stands in its result, in the same order.
 */
final class RecordBatches {
  private static final int MOST = 200;

  private final Org org;
  private final Saves saves;
  private final RecordReader reader;

  RecordBatches(Org org, Saves saves) {
    this.org = org;
    this.saves = saves;
    reader = new RecordReader(org);
  }

  private interface Saver {
    Saved save(Item item);
  }

  /** One record: what to write, or why it cannot even be tried. */
  private record Item(Table table, ObjectNode json, ObjectNode values, Refusal refusal) {}

  private record Result(Saved saved, List<SalesforceError> errors) {
    ObjectNode json(boolean upsert) {
      if (errors.isEmpty()) {
        ObjectNode success = SingleRecords.success(saved.id());
        return upsert ? success.put("created", saved.created()) : success;
      }
      ObjectNode failure = Json.object();
      if (saved != null) {
        failure.put("id", saved.id());
      }
      ArrayNode list = failure.put("success", false).putArray("errors");
      errors.forEach(error -> list.add(error.asResult()));
      return failure;
    }
  }

  Answer answer(Call call) {
    Duplicates duplicates = Duplicates.in(call);
    ObjectNode request = call.json();
    if (call.method().equals("PATCH") && call.path().size() == 4) {
      Table table = org.table(call.segment(2));
      Field key = SingleRecords.key(table, call.segment(3));
      Map<String, Integer> seen = new HashMap<>();
      List<Item> items = items(request, table);
      items.forEach(item -> seen.merge(keyOf(item, key), 1, Integer::sum));
      return run(request, items, true, item -> upsert(item, key, seen, duplicates));
    }
    if (call.path().size() != 2) {
      throw Refusal.of(SalesforceError.notFound());
    }
    return switch (call.method()) {
      case "POST" ->
          run(
              request,
              items(request, null),
              false,
              item -> saves.create(item.table(), item.values(), duplicates));
      case "PATCH" -> run(request, items(request, null), false, this::update);
      default -> throw Refusal.of(SalesforceError.method(call.method()));
    };
  }

  private Answer run(ObjectNode request, List<Item> items, boolean upsert, Saver saver) {
    boolean allOrNone = request.path("allOrNone").asBoolean();
    int before = org.mark();
    List<Result> results = items.stream().map(item -> result(item, saver)).toList();
    if (allOrNone && results.stream().anyMatch(result -> !result.errors().isEmpty())) {
      org.rollBack(before);
      results =
          results.stream()
              .map(
                  result ->
                      result.errors().isEmpty()
                          ? new Result(result.saved(), List.of(SalesforceError.rolledBack()))
                          : result)
              .toList();
    }
    ArrayNode body = Json.array();
    results.forEach(result -> body.add(result.json(upsert)));
    return Json.answer(200, body);
  }

  private static Result result(Item item, Saver saver) {
    try {
      if (item.refusal() != null) {
        throw item.refusal();
      }
      return new Result(saver.save(item), List.of());
    } catch (Refusal refusal) {
      return new Result(null, refusal.errors());
    }
  }

  private Saved upsert(Item item, Field key, Map<String, Integer> seen, Duplicates duplicates) {
    JsonNode value = item.values().remove(key.name());
    if (value == null || value.isNull()) {
      throw Refusal.of(
          SalesforceError.record("MISSING_ARGUMENT", key.name() + " not specified", key.name()));
    }
    if (seen.get(keyOf(item, key)) > 1) {
      String message = "Duplicate external id specified: " + value.asText();
      throw Refusal.of(SalesforceError.record("DUPLICATE_VALUE", message, key.name()));
    }
    return saves.upsert(item.table(), key, value.asText(), new Saving(item.values(), duplicates));
  }

  private Saved update(Item item) {
    JsonNode lower = item.json().path("id");
    String id = (lower.isMissingNode() ? item.json().path("Id") : lower).asText("");
    if (id.isEmpty()) {
      throw Refusal.of(
          SalesforceError.record("MISSING_ARGUMENT", "Id not specified in an update call"));
    }
    item.values().remove("Id");
    return saves.update(item.table(), id, item.values());
  }

  private static String keyOf(Item item, Field key) {
    return item.json().path(key.name()).asText("").toLowerCase(Locale.ROOT);
  }

  /** A value of the wrong type anywhere ends the request: it is a parse error to the service. */
  private List<Item> items(ObjectNode request, Table only) {
    JsonNode records = request.path("records");
    if (records.size() > MOST) {
      throw Refusal.of(
          SalesforceError.of(
              400,
              "EXCEEDED_ID_LIMIT",
              "record limit reached. cannot submit more than 200 records in this request"));
    }
    List<Item> items = new ArrayList<>();
    for (JsonNode record : records) {
      String type = record.path("attributes").path("type").asText("");
      Table table = org.find(type);
      if (table == null || (only != null && table != only)) {
        throw Refusal.of(
            SalesforceError.of(
                400, "INVALID_TYPE", "sObject type '" + type + "' is not supported."));
      }
      items.add(item(table, (ObjectNode) record));
    }
    return items;
  }

  private Item item(Table table, ObjectNode record) {
    try {
      return new Item(table, record, reader.read(table.type(), record), null);
    } catch (Refusal refusal) {
      if (refusal.errors().get(0).code().equals("JSON_PARSER_ERROR")) {
        throw refusal;
      }
      return new Item(table, record, null, refusal);
    }
  }
}
