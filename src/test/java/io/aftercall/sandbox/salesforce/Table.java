package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The records of one object type, with an index over every field that may be an upsert key. A
 * stored record is never changed in place, only replaced.
 */
final class Table {
  private final ObjectType type;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, Map<String, List<String>>> idsByKey = new HashMap<>();
  private final Map<String, Row> deleted = new LinkedHashMap<>();
  private long lastNumber;

  Table(ObjectType type) {
    this.type = type;
    for (Field field : type.fields()) {
      if (field.key() && !field.holdsId()) {
        idsByKey.put(field.name(), new HashMap<>());
      }
    }
  }

  /** Without records; ids go on, for none is ever given twice. */
  Table emptied() {
    Table empty = new Table(type);
    empty.lastNumber = lastNumber;
    return empty;
  }

  ObjectType type() {
    return type;
  }

  String nextId() {
    return Ids.numbered(type.prefix(), ++lastNumber);
  }

  /** Null when there is none. */
  Row row(String id) {
    return rows.get(Ids.shortened(id));
  }

  Collection<Row> rows() {
    return rows.values();
  }

  /** As they were when they were deleted. */
  Collection<Row> deletedRows() {
    return deleted.values();
  }

  boolean wasDeleted(String id) {
    return deleted.containsKey(Ids.shortened(id));
  }

  boolean indexed(Field field) {
    return field.type().equals("id") || idsByKey.containsKey(field.name());
  }

  /** Ids of all records with this value; case does not matter. Only for an indexed field. */
  List<String> idsWith(Field field, String value) {
    if (field.type().equals("id")) {
      Row row = row(value);
      return row == null ? List.of() : List.of(row.id());
    }
    return idsByKey.get(field.name()).getOrDefault(folded(value), List.of());
  }

  /** Replaces a record; null fields take it away. */
  void put(String id, ObjectNode fields) {
    String key = Ids.shortened(id);
    Row before = fields == null ? rows.remove(key) : rows.get(key);
    if (before != null) {
      idsByKey.forEach((field, ids) -> unlink(ids, folded(before.text(field)), id));
    }
    if (fields == null) {
      if (before != null) {
        ObjectNode last = before.fields().objectNode().setAll(before.fields());
        deleted.put(key, new Row(type.name(), id, last.put("IsDeleted", true)));
      }
    } else {
      Row row = new Row(type.name(), id, fields);
      rows.put(key, row);
      deleted.remove(key);
      idsByKey.forEach((field, ids) -> link(ids, folded(row.text(field)), id));
    }
  }

  private static void link(Map<String, List<String>> ids, String value, String id) {
    if (!value.isEmpty()) {
      ids.merge(value, List.of(id), Table::joined);
    }
  }

  private static void unlink(Map<String, List<String>> ids, String value, String id) {
    ids.computeIfPresent(
        value,
        (same, all) -> {
          List<String> rest = all.stream().filter(other -> !other.equals(id)).toList();
          return rest.isEmpty() ? null : rest;
        });
  }

  private static List<String> joined(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  private static String folded(String value) {
    return value.toLowerCase(Locale.ROOT);
  }
}
