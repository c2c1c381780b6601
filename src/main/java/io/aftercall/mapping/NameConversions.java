package io.aftercall.mapping;

import static io.aftercall.mapping.ConversionKind.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Function;

/** Conversions that take one part out of a full name. */
final class NameConversions {
  static final List<ConversionKind> ALL =
      List.of(
          part("first_name", "Anna-Lena of 'Frau Dr. Anna-Lena von Muster'", PersonName::first),
          part("last_name", "von Muster of 'Frau Dr. Anna-Lena von Muster'", PersonName::last),
          part(
              "salutation",
              "Mr. of 'Herr', Ms. of 'Frau', Mx. of 'Divers'; else Dr. or Prof. of the title",
              PersonName::salutation),
          part("title", "Prof. Dr. of 'Frau Prof. Dr. Muster'", PersonName::title),
          part(
              "company_of_name",
              "the company when the name is or holds one: Beispiel GmbH",
              PersonName::company));

  private NameConversions() {}

  private static ConversionKind part(
      String name, String sentence, Function<PersonName, String> part) {
    return plain(
        name,
        sentence,
        "not a name",
        (value, conversionContext) -> pick(value, part, conversionContext));
  }

  private static JsonNode pick(
      JsonNode value, Function<PersonName, String> part, ConversionContext conversionContext) {
    if (!value.isTextual()) {
      return null;
    }
    String picked = part.apply(conversionContext.name(value.textValue()));
    return picked.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(picked);
  }
}
