package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One field of an object type. In {@code sandbox/describe/<Object>.json} only what is special about
 * it is written down, as flags: required, defaulted, not-null, read-only, create-only, update-only,
 * external-id, unique, id-lookup, restricted.
 */
final class Field {
  private final String name;
  private final String label;
  private final String type;
  private final int length;
  private final Set<String> flags;
  private final List<String> targets;
  private final String initial;
  private final List<String> choices;

  Field(JsonNode json) {
    name = json.path("name").asText();
    label = json.path("label").asText();
    type = json.path("type").asText();
    length = json.path("length").asInt();
    flags = new HashSet<>(texts(json.path("is")));
    targets = texts(json.path("to"));
    initial = json.path("default").textValue();
    choices = texts(json.path("values"));
  }

  String name() {
    return name;
  }

  String label() {
    return label;
  }

  String type() {
    return type;
  }

  /** Greatest number of characters, 0 where it does not apply. */
  int length() {
    return length;
  }

  /** Object types a reference may point to; empty means any. */
  List<String> targets() {
    return targets;
  }

  /** Value of a new record that brings none, or null. */
  String initial() {
    return initial;
  }

  boolean allows(String choice) {
    return !flags.contains("restricted") || choices.contains(choice);
  }

  boolean required() {
    return flags.contains("required");
  }

  boolean nillable() {
    return !required() && !flags.contains("not-null");
  }

  boolean createable() {
    return !flags.contains("read-only") && !flags.contains("update-only");
  }

  boolean updateable() {
    return !flags.contains("read-only") && !flags.contains("create-only");
  }

  boolean unique() {
    return flags.contains("unique");
  }

  /** May stand in an upsert path. */
  boolean key() {
    return flags.contains("external-id") || flags.contains("id-lookup");
  }

  /** Holds a record id, which compares by its first 15 characters. */
  boolean holdsId() {
    return type.equals("reference") || type.equals("id");
  }

  /** Name under which a record may point by another record's external id: {@code Who}; or null. */
  String relationship() {
    return type.equals("reference") && name.endsWith("Id")
        ? name.substring(0, name.length() - 2)
        : null;
  }

  ObjectNode describe() {
    ObjectNode node =
        Json.object()
            .put("name", name)
            .put("label", label)
            .put("type", type)
            .put("length", length)
            .put("byteLength", length * 3)
            .put("custom", name.endsWith("__c"))
            .put("nillable", nillable())
            .put("defaultedOnCreate", flags.contains("defaulted"))
            .put("createable", createable())
            .put("updateable", updateable())
            .put("externalId", flags.contains("external-id"))
            .put("unique", unique())
            .put("idLookup", flags.contains("id-lookup"))
            .put("restrictedPicklist", flags.contains("restricted"))
            .put("relationshipName", relationship())
            .put("defaultValue", initial);
    targets.forEach(node.putArray("referenceTo")::add);
    ArrayNode values = node.putArray("picklistValues");
    for (String choice : choices) {
      values
          .addObject()
          .put("active", true)
          .put("defaultValue", choice.equals(initial))
          .put("label", choice)
          .put("value", choice);
    }
    return node;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }
}
