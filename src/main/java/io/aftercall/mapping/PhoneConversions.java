package io.aftercall.mapping;

import static io.aftercall.mapping.ConversionKind.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.call.Phones;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Conversions of phone numbers. */
final class PhoneConversions {
  private static final String TROUBLE = "not a phone number";

  static final List<ConversionKind> ALL =
      List.of(
          plain("phone", "the number as +4915123456789", TROUBLE, PhoneConversions::e164),
          plain(
              "phone_national",
              "the number as people dial it in its country: 01512 3456789",
              TROUBLE,
              format(Phones::national)),
          plain(
              "phone_international",
              "the number as people write it abroad: +49 1512 3456789",
              TROUBLE,
              format(Phones::international)));

  private PhoneConversions() {}

  private static JsonNode e164(JsonNode value, ConversionContext conversionContext) {
    String text = ScalarValues.text(value);
    if (conversionContext.isCleanPhone(text)) {
      return value;
    }
    return Phones.e164(text, conversionContext.region()).map(TextNode::valueOf).orElse(null);
  }

  private static Conversion.Step format(BiFunction<String, String, Optional<String>> format) {
    return (value, conversionContext) ->
        format
            .apply(ScalarValues.text(value), conversionContext.region())
            .map(TextNode::valueOf)
            .orElse(null);
  }
}
