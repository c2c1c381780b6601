package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** What may be said about the records of one kind; fields were recorded from a real org. */
final class ObjectType {
  /** The one field of another record that queries here may name. */
  static final String ACCOUNT_NAME = "Account.Name";

  private static final Field ACCOUNT =
      new Field(Json.object().put("name", ACCOUNT_NAME).put("type", "string").put("length", 255));

  private final String name;
  private final String label;
  private final String plural;
  private final String prefix;
  private final List<Field> fields;
  private final Map<String, Field> byName = new HashMap<>();
  private final Map<String, Field> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Field> byRelationship = new HashMap<>();

  private ObjectType(ObjectNode json) {
    name = json.path("name").asText();
    label = json.path("label").asText();
    plural = json.path("labelPlural").asText();
    prefix = json.path("keyPrefix").asText();
    fields =
        StreamSupport.stream(json.path("fields").spliterator(), false).map(Field::new).toList();
    for (Field field : fields) {
      byName.put(field.name(), field);
      anyCase.put(field.name(), field);
      if (field.relationship() != null) {
        byRelationship.put(field.relationship(), field);
      }
    }
  }

  static ObjectType load(String name) {
    String resource = "/sandbox/describe/" + name + ".json";
    try (InputStream in = ObjectType.class.getResourceAsStream(resource)) {
      return new ObjectType(Json.readObject(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  String prefix() {
    return prefix;
  }

  List<Field> fields() {
    return fields;
  }

  /** Field names do not mind case; null when there is none. */
  Field field(String fieldName) {
    if (fieldName.equalsIgnoreCase(ACCOUNT_NAME) && byName.containsKey("AccountId")) {
      return ACCOUNT;
    }
    Field field = byName.get(fieldName);
    return field != null ? field : anyCase.get(fieldName);
  }

  /** The integration user may not see it: to the API there is no such field. */
  void hide(String fieldName) {
    byName.remove(fieldName);
    anyCase.remove(fieldName);
  }

  Field relationship(String relationship) {
    return byRelationship.get(relationship);
  }

  boolean activity() {
    return byName.containsKey("WhoId");
  }

  String url(int version, String id) {
    return "/services/data/v" + version + ".0/sobjects/" + name + "/" + id;
  }

  /** The short description: what {@code /sobjects} lists. */
  ObjectNode summary(int version) {
    ObjectNode node =
        Json.object()
            .put("name", name)
            .put("label", label)
            .put("labelPlural", plural)
            .put("keyPrefix", prefix)
            .put("custom", false)
            .put("createable", true)
            .put("updateable", true)
            .put("deletable", true)
            .put("queryable", true)
            .put("retrieveable", true);
    String base = "/services/data/v" + version + ".0/sobjects/" + name;
    node.putObject("urls")
        .put("sobject", base)
        .put("describe", base + "/describe")
        .put("rowTemplate", base + "/{ID}");
    return node;
  }

  ObjectNode describe(int version) {
    ObjectNode node = summary(version);
    ArrayNode list = node.putArray("fields");
    fields.forEach(field -> list.add(field.describe()));
    return node;
  }
}
