package io.aftercall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  private final List<Problem> problems = new ArrayList<>();

  @Test
  void knowsWhereEverythingStands() {
    YamlNode.Mapping root = (YamlNode.Mapping) read("a: 1\nb:\n  - x\n  - 'y z'\n");

    assertThat(root.keys()).containsExactly("a", "b");
    assertThat(root.get("a").orElseThrow().place()).isEqualTo(new SourceLocation("f.yaml", 1, 4));
    YamlNode.Sequence list = (YamlNode.Sequence) root.get("b").orElseThrow();
    YamlNode.Scalar quoted = (YamlNode.Scalar) list.items().get(1);
    assertThat(quoted.place()).isEqualTo(new SourceLocation("f.yaml", 4, 5));
    assertThat(quoted.at(2)).isEqualTo(new SourceLocation("f.yaml", 4, 8));
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, BOOLEAN",
    "yes, STRING",
    "12, INTEGER",
    "1.5, NUMBER",
    "'\"12\"', STRING",
    "~, NULL",
    "2024-02-15, STRING",
    "08:30, STRING",
    "null, NULL"
  })
  void typesAreThoseOfYaml12(String text, YamlNode.ScalarType type) {
    YamlNode.Mapping root = (YamlNode.Mapping) read("a: " + text);

    assertThat(((YamlNode.Scalar) root.get("a").orElseThrow()).type()).isEqualTo(type);
  }

  @Test
  void everyRepeatedKeyIsReported() {
    read("a: 1\nb: 2\na: 3\nb: 4\n");

    assertThat(problems)
        .extracting(Problem::code)
        .containsExactly("duplicate-key", "duplicate-key");
    assertThat(problems.get(1).toString())
        .isEqualTo(
            "f.yaml:4:1: duplicate-key: 'b' stands twice (the first is in line 2; delete one of"
                + " them)");
  }

  @Test
  void aTabIsExplained() {
    assertThat(YamlReader.read("f.yaml", "a:\n\tb: 1\n", problems)).isEmpty();

    assertThat(problems).singleElement().satisfies(YamlReaderTest::isTabProblem);
  }

  private static void isTabProblem(Problem problem) {
    assertThat(problem.place()).isEqualTo(new SourceLocation("f.yaml", 2, 1));
    assertThat(problem.hint()).contains("blanks, never with tabs");
  }

  @ParameterizedTest
  @CsvSource({
    "'a: [1, 2', 1",
    "'a: b: c', 1",
    "'a: \"open', 1",
    "'a: 1\n b: 2', 2",
    "'a: *nobody', 1",
    "'a: @x', 1"
  })
  void syntaxErrorsHaveALine(String text, int line) {
    assertThat(YamlReader.read("f.yaml", text, problems)).isEmpty();

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).code()).isEqualTo("syntax");
    assertThat(problems.get(0).place().line()).isBetween(line, line + 1);
  }

  @Test
  void anInvisibleCharacterIsNamed() {
    YamlReader.read("f.yaml", "a: 1\nb: x\u0007y\n", problems);

    assertThat(problems.get(0).message()).contains("U+0007");
    assertThat(problems.get(0).place()).isEqualTo(new SourceLocation("f.yaml", 2, 5));
  }

  @Test
  void aliasesThatGrowWithoutEndAreRefused() {
    read("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n");

    assertThat(problems).extracting(Problem::code).containsOnly("alias");
  }

  @Test
  void anEmptyFileSaysSo() {
    assertThat(YamlReader.read("f.yaml", "# nothing\n", problems)).isEmpty();

    assertThat(problems).extracting(Problem::code).containsExactly("empty-file");
  }

  private YamlNode read(String text) {
    return YamlReader.read("f.yaml", text, problems).orElseThrow();
  }
}
