package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.salesforce.Saves.Duplicates;
import io.aftercall.sandbox.salesforce.Saves.Saved;
import io.aftercall.sandbox.salesforce.Saves.Saving;
import io.aftercall.sandbox.web.Answer;
import java.util.Arrays;
import java.util.List;

/** {@code /sobjects/<Object>…}: one record at a time, and the describe. */
final class SingleRecords {
  private static final int UPSERT_ANSWERS_SINCE = 46;

  private final Org org;
  private final Saves saves;
  private final RecordReader reader;

  SingleRecords(Org org, Saves saves) {
    this.org = org;
    this.saves = saves;
    reader = new RecordReader(org);
  }

  Answer answer(Call call) {
    Table table = org.table(call.segment(1));
    return switch (call.path().size()) {
      case 2 -> ofObject(call, table);
      case 3 ->
          call.segment(2).equals("describe")
              ? Json.answer(200, table.type().describe(call.version()))
              : byId(call, table, call.segment(2));
      case 4 -> byKey(call, table, key(table, call.segment(2)), call.segment(3));
      default -> throw Refusal.of(SalesforceError.notFound());
    };
  }

  static Field key(Table table, String name) {
    Field field = table.type().field(name);
    if (field == null || !field.key()) {
      throw Refusal.of(
          SalesforceError.of(
              404,
              "NOT_FOUND",
              "Provided external ID field does not exist or is not accessible: " + name));
    }
    return field;
  }

  private Answer ofObject(Call call, Table table) {
    return switch (call.method()) {
      case "GET" -> {
        ObjectNode body = Json.object();
        body.set("objectDescribe", table.type().summary(call.version()));
        body.putArray("recentItems");
        yield Json.answer(200, body);
      }
      case "POST" -> {
        ObjectNode values = reader.read(table.type(), call.json());
        Saved saved = saves.create(table, values, Duplicates.in(call));
        yield Json.answer(201, success(saved.id()))
            .with("Location", table.type().url(call.version(), saved.id()));
      }
      default -> throw Refusal.of(SalesforceError.method(call.method()));
    };
  }

  private Answer byId(Call call, Table table, String id) {
    switch (call.method()) {
      case "GET":
        return Json.answer(200, view(call, table, existing(table, id)));
      case "PATCH":
        saves.update(table, id, reader.read(table.type(), call.json()));
        return Answer.empty(204);
      case "DELETE":
        org.delete(table, existing(table, id));
        return Answer.empty(204);
      default:
        throw Refusal.of(SalesforceError.method(call.method()));
    }
  }

  private Answer byKey(Call call, Table table, Field key, String value) {
    List<String> ids = table.idsWith(key, value);
    if (ids.size() > 1) {
      ArrayNode choices = Json.array();
      ids.forEach(id -> choices.add(table.type().url(call.version(), id)));
      return Json.answer(300, choices);
    }
    return switch (call.method()) {
      case "PATCH" -> upsert(call, table, key, value);
      case "GET", "DELETE" -> {
        if (ids.isEmpty()) {
          throw Refusal.of(SalesforceError.notFound());
        }
        yield byId(call, table, ids.get(0));
      }
      default -> throw Refusal.of(SalesforceError.method(call.method()));
    };
  }

  private Answer upsert(Call call, Table table, Field key, String value) {
    boolean updateOnly = Boolean.parseBoolean(call.ask().parameters().get("updateOnly"));
    if (updateOnly && table.idsWith(key, value).isEmpty()) {
      throw Refusal.of(SalesforceError.notFound());
    }
    ObjectNode values = reader.read(table.type(), call.json());
    for (String forbidden : List.of("Id", key.name())) {
      if (values.has(forbidden)) {
        throw Refusal.of(
            SalesforceError.of(
                400,
                "INVALID_FIELD",
                "The " + forbidden + " field should not be specified in the sobject data."));
      }
    }
    Saved saved = saves.upsert(table, key, value, new Saving(values, Duplicates.in(call)));
    if (!saved.created() && call.version() < UPSERT_ANSWERS_SINCE) {
      return Answer.empty(204);
    }
    ObjectNode body = success(saved.id());
    if (call.version() >= UPSERT_ANSWERS_SINCE) {
      body.put("created", saved.created());
    }
    return Json.answer(saved.created() ? 201 : 200, body);
  }

  private static Row existing(Table table, String id) {
    Row row = table.row(id);
    if (row == null) {
      throw Refusal.of(Saves.missing(table, id));
    }
    return row;
  }

  private static ObjectNode view(Call call, Table table, Row row) {
    String wanted = call.ask().parameters().getOrDefault("fields", "");
    List<Field> fields = table.type().fields();
    if (!wanted.isEmpty()) {
      fields = Arrays.stream(wanted.split(",", -1)).map(name -> field(table, name)).toList();
    }
    ObjectNode view = Json.object();
    view.putObject("attributes")
        .put("type", row.object())
        .put("url", table.type().url(call.version(), row.id()));
    fields.forEach(field -> view.set(field.name(), row.value(field)));
    return view.put("Id", row.id());
  }

  private static Field field(Table table, String name) {
    Field field = table.type().field(name.strip());
    if (field == null) {
      throw Refusal.of(SalesforceError.noColumn(name, table.type().name()));
    }
    return field;
  }

  static ObjectNode success(String id) {
    ObjectNode body = Json.object().put("id", id).put("success", true);
    body.putArray("errors");
    return body;
  }
}
