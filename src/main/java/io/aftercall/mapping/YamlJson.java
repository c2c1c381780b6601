package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.config.YamlNode;
import java.math.BigDecimal;

/** What operators write in YAML, as JSON. */
final class YamlJson {
  private YamlJson() {}

  static JsonNode of(YamlNode yamlNode) {
    if (yamlNode instanceof YamlNode.Mapping mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      mapping.entries().forEach(entry -> object.set(entry.key().text(), of(entry.value())));
      return object;
    }
    if (yamlNode instanceof YamlNode.Sequence sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      sequence.items().forEach(item -> array.add(of(item)));
      return array;
    }
    YamlNode.Scalar scalar = (YamlNode.Scalar) yamlNode;
    return switch (scalar.type()) {
      case STRING -> TextNode.valueOf(scalar.text());
      case BOOLEAN -> BooleanNode.valueOf(Boolean.parseBoolean(scalar.text()));
      case NULL -> NullNode.getInstance();
      case INTEGER, NUMBER ->
          WrittenScalars.isKeptAsText(scalar)
              ? TextNode.valueOf(scalar.text())
              : number(scalar.text());
    };
  }

  /** The same where the field's type says whether digits are a number. */
  static JsonNode of(YamlNode.Scalar scalar, ValueType type) {
    boolean digits =
        scalar.type() == YamlNode.ScalarType.INTEGER || scalar.type() == YamlNode.ScalarType.NUMBER;
    if (!digits || type == null) {
      return of(scalar);
    }
    return switch (type) {
      case INTEGER, NUMBER -> number(scalar.text());
      case STRING -> TextNode.valueOf(scalar.text());
      case BOOLEAN, DATE, DATETIME -> of(scalar);
    };
  }

  /** Hexadecimal, octal and .inf stay texts: nobody means them here. */
  static JsonNode number(String text) {
    try {
      return ScalarValues.number(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text);
    }
  }

  /** A canonical call in which nothing was said. */
  static ObjectNode emptyCall() {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    CallFields.NAMES.forEach(call::putNull);
    call.putObject("extracted_variables");
    call.putObject("input_variables");
    return call;
  }
}
