package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the JSON of one record into values of the right type. A value of the wrong type ends the
 * whole request, as with the real service; number and truth written as text are refused although
 * the real service lets some of it pass.
 */
final class RecordReader {
  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter();

  private final Org org;

  RecordReader(Org org) {
    this.org = org;
  }

  ObjectNode read(ObjectType type, JsonNode record) {
    ObjectNode values = Json.object();
    for (Map.Entry<String, JsonNode> member : record.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      Field field = type.field(name);
      if (name.equals("attributes")) {
        continue;
      } else if (field != null) {
        values.set(field.name(), value(field, value));
      } else if (type.relationship(name) != null && value.isObject()) {
        values.put(type.relationship(name).name(), pointedAt(type.relationship(name), value));
      } else {
        throw Refusal.of(SalesforceError.noColumn(name, type.name()));
      }
    }
    return values;
  }

  private static JsonNode value(Field field, JsonNode value) {
    if (value.isNull()) {
      return value;
    }
    return switch (field.type()) {
      case "boolean" -> sure(value.isBoolean(), "boolean", value);
      case "int" -> sure(value.isIntegralNumber(), "int", value);
      case "double", "currency", "percent" -> sure(value.isNumber(), "double", value);
      case "date" -> sure(isDate(value), "date", value);
      case "datetime" -> dateTime(value);
      default -> trimmed(sure(value.isTextual(), "string", value).asText());
    };
  }

  /** The service keeps no blanks around a text, and of blanks alone nothing. */
  private static JsonNode trimmed(String text) {
    return text.isBlank() ? NullNode.instance : TextNode.valueOf(text.strip());
  }

  private static JsonNode dateTime(JsonNode value) {
    try {
      sure(value.isTextual(), "datetime", value);
      return TextNode.valueOf(Org.TIME.format(parseDateTime(value.asText())));
    } catch (DateTimeException e) {
      throw wrongType("datetime", value);
    }
  }

  /** With an offset or Z; milliseconds may be left out. */
  static OffsetDateTime parseDateTime(String text) {
    return OffsetDateTime.parse(text, DATE_TIME);
  }

  private static boolean isDate(JsonNode value) {
    try {
      return value.isTextual() && LocalDate.parse(value.asText()) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static JsonNode sure(boolean right, String wanted, JsonNode value) {
    if (!right) {
      throw wrongType(wanted, value);
    }
    return value;
  }

  private static Refusal wrongType(String wanted, JsonNode value) {
    return Refusal.of(
        SalesforceError.parser(
            "Cannot deserialize instance of %s from %s value %s or request may be missing a required field"
                .formatted(
                    wanted, value.asToken(), value.isContainerNode() ? "" : value.asText())));
  }

  /**
   * {@code "Who": {"attributes": {"type": "Lead"}, "Key__c": "a"}}. The type may be left out where
   * only one is possible.
   */
  private String pointedAt(Field field, JsonNode pointer) {
    String target = pointer.path("attributes").path("type").asText(field.targets().get(0));
    if (!field.targets().contains(target) || org.find(target) == null) {
      throw Refusal.of(SalesforceError.noColumn(field.relationship(), target));
    }
    Table table = org.find(target);
    for (Map.Entry<String, JsonNode> member : pointer.properties()) {
      Field key = table.type().field(member.getKey());
      if (key != null && key.key()) {
        return idOf(table, key, member.getValue().asText());
      }
    }
    throw Refusal.of(SalesforceError.noColumn(field.relationship(), target));
  }

  private static String idOf(Table table, Field key, String value) {
    return table.idsWith(key, value).stream()
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(
                    SalesforceError.record(
                        "INVALID_FIELD",
                        "Foreign key external ID: %s not found for field %s in entity %s"
                            .formatted(
                                value.toLowerCase(Locale.ROOT), key.name(), table.type().name()))));
  }
}
