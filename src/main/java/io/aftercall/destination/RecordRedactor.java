package io.aftercall.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A sent record without its personal data: which fields went, and of texts only the length. Short
 * numbers, booleans and dates stay. The full values can be worked out again from the stored call by
 * those who may see it.
 */
public final class RecordRedactor {
  private static final int PHONE = 7;
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d([T"
              + " ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:?\\d\\d)?)?");

  private RecordRedactor() {}

  public static String text(ObjectNode record) {
    return record == null ? "" : redact(record).toString();
  }

  private static JsonNode redact(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        copy.set(field.getKey(), redact(field.getValue()));
      }
      return copy;
    }
    // As long as a phone number is: somebody may have written one without quotes.
    boolean longNumber = value.isNumber() && value.asText().length() >= PHONE;
    if (longNumber || value.isTextual() && !DATE.matcher(value.textValue()).matches()) {
      return JsonNodeFactory.instance.textNode("…(" + value.asText().length() + ")");
    }
    return value.isArray() ? JsonNodeFactory.instance.textNode("[" + value.size() + "]") : value;
  }
}
