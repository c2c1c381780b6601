package io.aftercall.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.aftercall.mapping.write.FieldWritePolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each form of a field makes of a call. */
class FieldTest {
  private static final String CALL =
      """
      {"id": "7", "summary": "said", "duration": 61, "outcome": "connected", "direction": null,
       "customer_phone": "+4915123456789", "customer_name": "Frau Eva Groß",
       "extracted_variables": {"yes": true, "ja": "Ja", "five": 5.0, "none": "unknown",
         "empty": "", "list": [], "text": "abcdef", "day": "15.02.2024", "tags": ["a", "b"]}}
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        ".summary ~ {\"F\":\"said\"}",
        ".duration | minutes ~ {\"F\":2}",
        ".customer_name | last_name | upper ~ {\"F\":\"GROSS\"}",
        ".extracted_variables.tags ~ {\"F\":[\"a\",\"b\"]}",
        ".extracted_variables.none ~ {}",
        ".extracted_variables.list ~ {}",
        ".direction ~ {}",
        ".raw.anything.below ~ {}",
        "'if .duration > 60 then \"long\" else \"short\" end' ~ {\"F\":\"long\"}",
        "'[.extracted_variables.tags[] | ascii_upcase]' ~ {\"F\":[\"A\",\"B\"]}",
        "'.extracted_variables.tags[]' ~ {\"F\":\"a\"}",
        "'\"\\(.id)-\\(.outcome)\"' ~ {\"F\":\"7-connected\"}",
        "{ from: [.direction, .summary] } ~ {\"F\":\"said\"}",
        "{ from: [.summary, .customer_phone], convert: phone } ~ {\"F\":\"+4915123456789\"}",
        "{ constant: AI call } ~ {\"F\":\"AI call\"}",
        "{ constant: 30 } ~ {\"F\":30}",
        "{ constant: true } ~ {\"F\":true}",
        "{ constant: 007, type: string } ~ {\"F\":\"007\"}",
        "{ template: 'Call {.id} of {.duration | minutes} min' } ~ {\"F\":\"Call 7 of 2 min\"}",
        "{ from: .outcome, lookup: { Connected: Hot, other: Cold } } ~ {\"F\":\"Hot\"}",
        "{ from: .extracted_variables.yes, lookup: { true: Hot, false: Cold } } ~ {\"F\":\"Hot\"}",
        "{ from: .extracted_variables.ja, lookup: { true: Hot, false: Cold } } ~ {\"F\":\"Hot\"}",
        "{ from: .extracted_variables.five, lookup: { 5: good } } ~ {\"F\":\"good\"}",
        "{ from: .outcome, lookup: { connected: null } } ~ {}",
        "{ from: .outcome, lookup: { busy: b }, default: d } ~ {\"F\":\"d\"}",
        "{ from: .outcome, lookup: { busy: b } } ~ {}",
        "{ from: .extracted_variables.tags, lookup: { a: Alpha, B: Beta } } ~"
            + " {\"F\":[\"Alpha\",\"Beta\"]}",
        "{ from: .extracted_variables.tags, lookup: { b: Beta } } ~ {\"F\":[\"Beta\"]}",
        "{ from: .extracted_variables.tags, lookup: { c: Gamma }, default: d } ~ {\"F\":\"d\"}",
        "{ from: .extracted_variables.tags, lookup: { a: null, b: null } } ~ {}",
        "{ from: .extracted_variables.tags, convert: 'list:;', lookup: { a: A, b: B } } ~"
            + " {\"F\":\"A;B\"}",
        "{ from: .extracted_variables.tags, convert: 'list:; ' } ~ {\"F\":\"a; b\"}",
        "{ from: .extracted_variables.tags, convert: list } ~ {\"F\":\"a, b\"}",
        "{ from: .extracted_variables.day, type: date } ~ {\"F\":\"2024-02-15\"}",
        "{ from: .extracted_variables.ja, type: boolean } ~ {\"F\":true}",
        "{ from: .duration, type: string } ~ {\"F\":\"61\"}",
        "{ from: .extracted_variables.tags, type: string } ~ {\"F\":\"a, b\"}",
        "{ from: .direction, default: none } ~ {\"F\":\"none\"}",
        "{ from: .direction, default: { from: .duration, convert: minutes } } ~ {\"F\":2}",
        "{ from: .direction, default: { template: '{.campaign.name}', default: x } } ~"
            + " {\"F\":\"x\"}",
        "{ from: .extracted_variables.text, max: 4 } ~ {\"F\":\"abc…\"}",
        "{ from: .extracted_variables.text, max: 6 } ~ {\"F\":\"abcdef\"}",
        "{ from: .summary, when: .extracted_variables.yes } ~ {\"F\":\"said\"}",
        "{ from: .summary, when: .duration > 99 } ~ {}",
        "{ from: .summary, when: .direction } ~ {}",
        "{ from: .summary, when: .duration > 99, required: true } ~ {}",
        "{ fields: { A: .id, B: { fields: { C: .summary } } } }"
            + " ~ {\"F\":{\"A\":\"7\",\"B\":{\"C\":\"said\"}}}",
        "{ fields: { A: .direction } } ~ {}",
      })
  void gives(String rule, String record) {
    MappingResult mappingResult = Yaml.field(rule).apply(Yaml.call(CALL));

    assertThat(mappingResult.record()).hasToString(record);
    assertThat(mappingResult.refusal()).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "{ from: .summary, type: integer } ~ F: not a whole number: left out",
        "{ from: .summary, type: integer, default: 1 } ~ F: not a whole number: the default is"
            + " used",
        "{ from: .summary, type: integer, default: 1, on_error: omit }"
            + " ~ F: not a whole number: left out",
        "{ from: .outcome, lookup: { busy: b } } ~ F: no entry under 'values' for it: left out",
        "{ from: .extracted_variables.text, max: 4 } ~ F: cut to 4 characters",
        "'.extracted_variables.text | tonumber' ~ F: jq fails on this call: left out",
        "{ fields: { A: { from: .summary, convert: phone } } }"
            + " ~ F.A: not a phone number: left out",
      })
  void notesWhatAnOperatorShouldKnow(String rule, String note) {
    assertThat(Yaml.field(rule).apply(Yaml.call(CALL)).notes())
        .extracting(MappingWarning::toString)
        .containsExactly(note);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "{ from: .direction, required: true } ~ F: nothing there to fill it, and it is required",
        "{ from: .summary, type: integer, on_error: reject } ~ F: not a whole number",
        "{ from: .summary, type: integer, required: true }"
            + " ~ F: nothing there to fill it, and it is required",
        "{ from: .extracted_variables.text, max: 4, on_too_long: reject }"
            + " ~ F: longer than 4 characters",
        "{ fields: { A: { from: .direction, required: true } } }"
            + " ~ F.A: nothing there to fill it, and it is required",
      })
  void refuses(String rule, String refusal) {
    MappingResult mappingResult = Yaml.field(rule).apply(Yaml.call(CALL));

    assertThat(mappingResult.refusal()).hasToString(refusal);
    assertThat(mappingResult.key()).isNull();
  }

  @Test
  void theKeyIsTextAndWithoutItThereIsNoRecord() {
    Mapping mapping = Yaml.mapping("key: K\nfields: { K: .duration, A: .id }\n");

    assertThat(mapping.apply(Yaml.call(CALL)).key()).isEqualTo("61");
    assertThat(mapping.apply(Yaml.call("{}")).refusal()).hasToString("K: the record has no key");
  }

  @Test
  void knowsWhichFieldsAreWrittenWithCare() {
    Mapping mapping =
        Yaml.mapping(
            "object: Lead\nfields: { A: .id, B: { from: .id, write: if-empty },"
                + " C: { from: .summary, write: append, max: 9 } }\n");

    assertThat(mapping.object()).contains("Lead");
    assertThat(mapping.fields()).containsExactly("A", "B", "C");
    assertThat(mapping.careful())
        .containsOnly(
            Map.entry(
                "B", new FieldWritePolicy(FieldWritePolicy.Policy.IF_EMPTY, Integer.MAX_VALUE)),
            Map.entry("C", new FieldWritePolicy(FieldWritePolicy.Policy.APPEND, 9)));
  }

  /** Text, max, what becomes of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Max Mustermann                | 8  | Max Mus…",
        "Donaudampfschiff              | 8  | Donauda…",
        "max.mustermann@beispiel.de    | 8  | -",
        "https://www.example.com/aaaa  | 8  | -",
        "famulor:480336                | 8  | -",
        "+4915123456789                | 8  | -",
        "00Q000000000001AAA            | 8  | -",
        "😀😀😀😀😀                         | 8  | 😀😀😀…",
      })
  void onlyProseIsCut(String text, int max, String result) {
    MappingResult mappingResult =
        Yaml.field("{ from: .summary, max: %d }".formatted(max))
            .apply(JsonNodeFactory.instance.objectNode().put("summary", text));

    assertThat(mappingResult.record().path("F").asText("-")).isEqualTo(result);
    assertThat(mappingResult.notes()).hasSize(1);
    assertThat(mappingResult.refusal()).isNull();
  }

  @Test
  void aKeyIsNeverCutAndATooLongValueGivesWayToTheDefault() {
    assertThat(
            Yaml.mapping("key: K\nfields: { K: { from: .id, max: 3 } }\n")
                .apply(JsonNodeFactory.instance.objectNode().put("id", "a long one"))
                .refusal())
        .hasToString("K: longer than 3 characters");

    MappingResult mappingResult =
        Yaml.field("{ from: .customer_email, max: 5, default: none }")
            .apply(JsonNodeFactory.instance.objectNode().put("customer_email", "max@beispiel.de"));

    assertThat(mappingResult.record().path("F").asText()).isEqualTo("none");
    assertThat(mappingResult.byDefault()).containsExactly("F");
  }

  @Test
  void knowsWhichValuesAreDefaultsAndWhichFieldsAreNeeded() {
    Mapping mapping =
        Yaml.mapping(
            """
            key: K
            fields:
              K: { from: .id, default: x }
              A: { from: .customer_name, default: Unknown }
              B: { from: .customer_name, default: Unknown, write: always }
              C: { from: .id, default: Unknown, required: true }
              _own: { from: .customer_name, default: x }
              G: { fields: { H: { from: .id, required: true } } }
            """);
    MappingResult mappingResult =
        mapping.apply(JsonNodeFactory.instance.objectNode().put("id", "1"));

    assertThat(mappingResult.byDefault()).containsExactly("A");
    assertThat(mapping.needed()).containsExactlyInAnyOrder("K", "C", "G.H");
    assertThat(mapping.defaultOf("C", mappingResult.record()).map(JsonNode::asText))
        .contains("Unknown");
    assertThat(mapping.defaultOf("G", mappingResult.record())).isEmpty();
  }

  @Test
  void aTraceTellsTheSameStory() {
    Mapping mapping =
        Yaml.mapping(
            """
            fields:
              A: { from: [.direction, .customer_name], convert: last_name }
              B: { from: .direction, default: none }
              C: { from: .summary, when: .direction }
              D: { from: .extracted_variables.text, max: 3 }
              E: { fields: { G: .id } }
            """);

    Trace trace = mapping.trace(Yaml.call(CALL));

    assertThat(trace.mapped()).isEqualTo(mapping.apply(Yaml.call(CALL)));
    assertThat(trace.fields())
        .extracting(
            field ->
                field.field()
                    + " "
                    + field.source()
                    + " "
                    + field.before()
                    + " "
                    + field.after()
                    + " "
                    + field.why())
        .isEqualTo(
            List.of(
                "A .customer_name \"Frau Eva Groß\" \"Groß\" ",
                "B default \"none\" \"none\" ",
                "C  null null 'when' does not hold",
                "D .extracted_variables.text \"abcdef\" \"ab…\" cut to 3 characters",
                "E.G .id \"7\" \"7\" ",
                "E  null {\"G\":\"7\"} "));
  }
}
