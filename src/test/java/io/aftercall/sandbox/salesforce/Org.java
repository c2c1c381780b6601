package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All records, what was done to them, and how to take back what the running request did. Not
 * thread-safe: whoever touches it holds its monitor.
 */
final class Org {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

  private record Undo(Table table, String id, ObjectNode before) {}

  private final InstantSource clock;
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final List<Write> writes = new ArrayList<>();
  private Set<String> countries = Set.of();
  private final List<Undo> undos = new ArrayList<>();

  Org(InstantSource clock) {
    this.clock = clock;
    for (String name : List.of("Lead", "Contact", "Account", "Campaign", "Task", "Event")) {
      tables.put(name, new Table(ObjectType.load(name)));
    }
  }

  List<Table> tables() {
    return List.copyOf(tables.values());
  }

  /** Null when the org has no such object. */
  Table find(String object) {
    return tables.get(object);
  }

  Table table(String object) {
    Table table = tables.get(object);
    if (table == null) {
      throw Refusal.of(SalesforceError.notFound());
    }
    return table;
  }

  /** The record, whatever its type, or null. */
  Row row(String id) {
    for (Table table : tables.values()) {
      if (id.startsWith(table.type().prefix())) {
        return table.row(id);
      }
    }
    return null;
  }

  /** An org with a list of countries takes no other; without one it takes any. */
  void countries(Set<String> known) {
    countries = known;
  }

  boolean knowsCountry(String country) {
    return countries.isEmpty() || countries.contains(country);
  }

  Instant now() {
    return clock.instant();
  }

  List<Write> writes() {
    return writes;
  }

  String insert(Table table, ObjectNode values, String key) {
    String id = table.nextId();
    ObjectNode fields = merged(Json.object(), values);
    for (Field field : table.type().fields()) {
      if (field.initial() != null && field.createable() && !fields.has(field.name())) {
        fields.put(field.name(), field.initial());
      }
    }
    String now = stamp();
    put(table, id, fields.put("CreatedDate", now).put("LastModifiedDate", now).put("Id", id));
    log(Write.Kind.CREATED, table, id, key, values);
    return id;
  }

  void update(Table table, Row row, ObjectNode values, String key) {
    ObjectNode fields = merged(row.fields().objectNode().setAll(row.fields()), values);
    put(table, row.id(), fields.put("LastModifiedDate", stamp()));
    log(Write.Kind.UPDATED, table, row.id(), key, values);
  }

  void delete(Table table, Row row) {
    put(table, row.id(), null);
    log(Write.Kind.DELETED, table, row.id(), "", Json.object());
  }

  /** The loser of a merge is deleted and knows who won. */
  void merge(Table table, Row loser, String winner) {
    update(table, loser, Json.object().put("MasterRecordId", winner), "");
    delete(table, table.row(loser.id()));
  }

  void clear() {
    tables.replaceAll((name, table) -> table.emptied());
    writes.clear();
    undos.clear();
  }

  /** A point to which {@link #rollBack} can return until the next {@link #commit}. */
  int mark() {
    return undos.size();
  }

  void rollBack(int mark) {
    while (undos.size() > mark) {
      Undo undo = undos.remove(undos.size() - 1);
      undo.table().put(undo.id(), undo.before());
      writes.remove(writes.size() - 1);
    }
  }

  void commit() {
    undos.clear();
  }

  private static ObjectNode merged(ObjectNode fields, ObjectNode values) {
    values
        .properties()
        .forEach(
            value -> {
              if (value.getValue().isNull()) {
                fields.remove(value.getKey());
              } else {
                fields.set(value.getKey(), value.getValue());
              }
            });
    return fields;
  }

  private void put(Table table, String id, ObjectNode fields) {
    Row before = table.row(id);
    if (fields != null && fields.hasNonNull("AccountId")) {
      Row account = row(fields.path("AccountId").asText());
      if (account != null) {
        // As it was when the record was written; nobody renames companies here.
        fields.put(ObjectType.ACCOUNT_NAME, account.text("Name"));
      }
    }
    undos.add(new Undo(table, id, before == null ? null : before.fields()));
    table.put(id, fields);
  }

  private void log(Write.Kind kind, Table table, String id, String key, ObjectNode values) {
    writes.add(new Write(writes.size() + 1L, kind, table.type().name(), id, key, values));
  }

  private String stamp() {
    return TIME.format(clock.instant());
  }
}
