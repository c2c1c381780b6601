package io.aftercall.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final String CALL =
      """
      {"id": "7", "summary": "wants\\na demo", "customer_name": "Eva", "duration": 61,
       "extracted_variables": {"reason": "price", "vip": true, "tags": ["a", "b"]}}
      """;

  @Test
  void linesThatSayNothingAreDroppedWithTheirLabels() {
    assertThat(
            render(
                """
                {.summary}

                Budget: {.extracted_variables.budget}
                Reason: {.extracted_variables.reason}
                Campaign: {.campaign.name}

                Call {.id}{.campaign.id}
                """))
        .isEqualTo("wants\na demo\n\nReason: price\n\nCall 7");
  }

  @Test
  void aBlankLineNeverStandsAloneAtTheEdges() {
    assertThat(render("{.campaign.name}\n\n{.id}\n\n{.campaign.id}\n\n")).isEqualTo("7");
    assertThat(render("a {.id}\n\n\n{.campaign.id}\n\n\nb {.id}")).isEqualTo("a 7\n\nb 7");
  }

  @Test
  void aTextWhoseBracesAreAllEmptyIsNotThere() {
    assertThat(render("Dear\n{.campaign.name}\nBest regards")).isNull();
  }

  @Test
  void fixedLinesStay() {
    assertThat(render("Dear {.customer_name},\nbest regards")).isEqualTo("Dear Eva,\nbest regards");
  }

  @Test
  void bracesCanBeWrittenAndHoldJq() {
    assertThat(render("{{{.id}}} {{x}}")).isEqualTo("{7} {x}");
    assertThat(render("{ {a: .id} | .a }")).isEqualTo("7");
    assertThat(render("{if .duration > 60 then \"}long{\" else \"\" end}")).isEqualTo("}long{");
    assertThat(render("{\"\\(.campaign.name // \"no } one\") \\(.id)\"}")).isEqualTo("no } one 7");
  }

  @Test
  void valuesReadAsPeopleReadThem() {
    assertThat(render("{.extracted_variables.vip}, {.extracted_variables.tags}, {.duration}"))
        .isEqualTo("yes, a, b, 61");
    assertThat(render("{[.customer_name, .campaign.name, .id] | list}")).isEqualTo("Eva, 7");
    assertThat(render("{.duration | minutes} min, {.customer_name | upper | lower}"))
        .isEqualTo("2 min, eva");
  }

  private static String render(String template) {
    String indented = template.indent(6).stripTrailing();
    Mapping mapping =
        template.contains("\n")
            ? Yaml.mapping("fields:\n  F:\n    template: |\n" + indented + "\n")
            : Yaml.field("{ template: '" + template + "' }");
    JsonNode text = mapping.apply(Yaml.call(CALL)).record().get("F");
    return text == null ? null : text.textValue();
  }
}
