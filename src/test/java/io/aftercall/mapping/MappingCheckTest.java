package io.aftercall.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake of an operator is found at load, at its place, with a way out. */
class MappingCheckTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        ".sumary ~ 6 ~ unknown-path ~ did you mean '.summary'?",
        ".customer_interested ~ 6 ~ unknown-path ~ the sender's own names stand under",
        ".summary // .custmer_name ~ 18 ~ unknown-path ~ did you mean '.customer_name'?",
        "'.summary // .custmer_name' ~ 19 ~ unknown-path ~ did you mean '.customer_name'?",
        "{ from: [.summary, .campain.name] } ~ 25 ~ unknown-path ~ did you mean '.campaign'?",
        "'[.summary, .idd] | list' ~ 18 ~ unknown-path ~ did you mean '.id'?",
        "AI call ~ 9 ~ jq-syntax ~ for a fixed text write { constant: AI call }",
        "Warm ~ 6 ~ jq-name ~ for a fixed text write { constant: Warm }",
        "'.summary == ''x''' ~ 19 ~ jq-syntax ~ jq writes texts in double quotes",
        ".final && .success ~ 13 ~ jq-syntax ~ jq says 'and' and 'or'",
        ".duration > ~ 16 ~ jq-syntax ~ ``",
        ".summary | phon ~ 6 ~ jq-name ~ did you mean 'phone'?",
        "now ~ 6 ~ jq-name ~ mappings know no clock",
        "{ from: .summary, when: .outcome = \"connected\" } ~ 39 ~ jq-assignment ~ '=='",
        "{ form: .summary } ~ 8 ~ unknown-key ~ did you mean 'from'?",
        "{ from: .summary, constant: x } ~ 6 ~ conflict ~ keep one of them",
        "{ type: string } ~ 6 ~ missing-key ~ give it from, constant, template or fields",
        "{ from: .summary, convert: phonne } ~ 33 ~ unknown-convert ~ did you mean 'phone'?",
        "{ from: .summary, convert: truncate } ~ 33 ~ wrong-value ~ write 'truncate:'",
        "{ from: .summary, convert: phone:DE } ~ 33 ~ wrong-value ~ takes nothing after a colon",
        "{ from: .summary, type: text } ~ 30 ~ wrong-value ~ known are string",
        "{ from: .summary, max: 0 } ~ 29 ~ wrong-value ~ ``",
        "{ from: .summary, max: many } ~ 29 ~ wrong-type ~ ``",
        "{ from: .duration, type: integer, max: 5 } ~ 40 ~ conflict ~ take 'max' or 'type' away",
        "{ from: .duration, type: integer, default: none } ~ 49 ~ wrong-value ~ see 'type'",
        "{ from: .summary, default: abcdef, max: 3 } ~ 33 ~ wrong-value ~ ``",
        "{ from: .summary, on_too_long: reject } ~ 24 ~ missing-key ~ ``",
        "{ from: .summary, on_error: default } ~ 24 ~ missing-key ~ add one",
        "{ from: .summary, on_error: skip } ~ 34 ~ wrong-value ~ known are omit, default, reject",
        "{ from: .summary, write: if_empty } ~ 31 ~ wrong-value ~ did you mean 'if-empty'?",
        "{ from: .summary, write: append } ~ 24 ~ missing-key ~ as in max: 32000",
        "{ from: .duration, type: integer, write: append } ~ 40 ~ conflict ~ take 'write' or"
            + " 'type'",
        "{ fields: { A: { from: .id, write: if-latest } } } ~ 34 ~ conflict ~ written as a whole",
        "{ from: .summary, required: maybe } ~ 34 ~ wrong-type ~ ``",
        "{ from: .summary, lookup: [a] } ~ 32 ~ wrong-type ~ lookup: { true: Hot",
        "{ from: .summary, lookup: { a: 1, A: 2 } } ~ 40 ~ duplicate-key ~ ``",
        "{ from: [] } ~ 14 ~ wrong-value ~ at least one path",
        "{ constant: x, convert: upper } ~ 21 ~ conflict ~ take it away",
        "{ template: 'a {.sumary} b' } ~ 22 ~ unknown-path ~ did you mean '.summary'?",
        "{ template: 'a {.summary b' } ~ 21 ~ text-syntax ~ write '{{'",
        "{ template: 'a } b' } ~ 21 ~ text-syntax ~ write '}}'",
        "{ template: 'a {} b' } ~ 21 ~ text-syntax ~ write a path",
        "{ template: '{.summary | phonne}' } ~ 20 ~ jq-name ~ did you mean 'phone'?",
        "{ fields: [] } ~ 16 ~ wrong-type ~ write 'Phone: .customer_phone'",
        "{ fields: { A: { form: .id } } } ~ 23 ~ unknown-key ~ did you mean 'from'?",
      })
  void findsIt(String rule, int column, String code, String hint) {
    List<Problem> problems = Yaml.problems("fields:\n  F: " + rule + "\n");

    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.place()).hasToString("config/mappings/m.yaml:2:" + column);
              assertThat(problem.hint()).contains(hint);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "'.segments[0].text'",
        "'.segments | map(.speaker) | unique | join(\", \")'",
        "'[.segments[] | select(.speaker == \"customer\") | .text] | list'",
        "'.extracted_variables | to_entries | map(\"\\(.key)=\\(.value)\") | join(\"=\")'",
        "'. as $call | $call.summary'",
        "'if .outcome == \"connected\" and .duration >= 30 then \"x = y\" else null end'",
        "'.extracted_variables.\"some key\"'",
        "'.extracted_variables[\"some key\"]?'",
        "'(.lead.variables // {}).anything'",
        "'.raw.data.whatever'",
        "'\"a | upper\"'",
        "{ constant: 0 }",
        "{ from: .id, lookup: { a: null } }",
      })
  void hasNothingToSayAboutGoodOnes(String rule) {
    assertThat(Yaml.problems("fields:\n  F: " + rule + "\n")).isEmpty();
  }

  @Test
  void allMistakesOfAFileAreReportedAtOnce() {
    assertThat(
            Yaml.problems(
                """
                descripton: x
                key: Idd
                fields:
                  Id: .idd
                  B: { from: .id, convert: phonne, typ: string }
                """))
        .extracting(Problem::toString)
        .containsExactly(
            "config/mappings/m.yaml:1:1: unknown-key: a mapping has no 'descripton'"
                + " (did you mean 'description'?)",
            "config/mappings/m.yaml:4:7: unknown-path: a call has no '.idd' (did you mean '.id'?)",
            "config/mappings/m.yaml:5:36: unknown-key: a field has no 'typ' (did you mean 'type'?)",
            "config/mappings/m.yaml:5:28: unknown-convert: there is no conversion 'phonne'"
                + " (did you mean 'phone'?)",
            "config/mappings/m.yaml:2:6: missing-field: the key 'Idd' is none of the fields"
                + " (did you mean 'Id'?)");
  }

  @ParameterizedTest
  @CsvSource({"Key, Key, cannot be kept for the key", "K, _K, does nothing here"})
  void someFieldsCannotBeWrittenWithCare(String key, String field, String message) {
    assertThat(
            Yaml.problems(
                "key: "
                    + key
                    + "\nfields: { K: .id, "
                    + field
                    + ": { from: .id, write: if-latest } }"))
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo("conflict");
              assertThat(problem.message()).isEqualTo("'write: if-latest' " + message);
            });
  }

  @Test
  void aMistakeInABlockTextPointsAtTheBlock() {
    assertThat(Yaml.problems("fields:\n  F:\n    template: |\n      a\n      {.sumary}\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.place().line()).isEqualTo(3));
  }

  @Test
  void aFileWithoutFieldsIsNone() {
    assertThat(Yaml.problems("description: x\n"))
        .extracting(Problem::code)
        .containsExactly("missing-key");
    assertThat(Yaml.problems("- a\n")).extracting(Problem::code).containsExactly("wrong-type");
  }
}
