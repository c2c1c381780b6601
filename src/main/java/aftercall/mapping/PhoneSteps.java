package aftercall.mapping;

import static aftercall.mapping.ConversionKind.plain;

import aftercall.call.Phones;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Conversions of phone numbers. */
final class PhoneSteps {
  private static final String TROUBLE = "not a phone number";

  static final List<ConversionKind> ALL =
      List.of(
          plain("phone", "the number as +4915123456789", TROUBLE, PhoneSteps::e164),
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

  private PhoneSteps() {}

  private static JsonNode e164(JsonNode value, Facts facts) {
    String text = Values.text(value);
    if (facts.isCleanPhone(text)) {
      return value;
    }
    return Phones.e164(text, facts.region()).map(TextNode::valueOf).orElse(null);
  }

  private static Conversion.Step format(BiFunction<String, String, Optional<String>> format) {
    return (value, facts) ->
        format.apply(Values.text(value), facts.region()).map(TextNode::valueOf).orElse(null);
  }
}
