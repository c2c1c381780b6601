package io.aftercall.destination.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateCheckTest {
  private static List<Problem> problems(String name, String text) {
    return TemplateCheck.problems(
        Workspace.of(
            Map.of(
                "config/templates/" + name, text, "config/templates/footer.html", "<p>Bye</p>")));
  }

  @Test
  void whatIsShippedIsWell() {
    assertThat(TemplateCheck.problems(Workspace.read(Path.of(".")))).isEmpty();
  }

  /** Whatever the record holds, none of them becomes a letter. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "::",
      quoteCharacter = '`',
      textBlock =
          """
          a.txt  :: Hello\\n[# th:if="${name}"]you           :: 0 :: never closed
          a.txt  :: Hello\\n[(${name)]                       :: 2 :: expression
          a.txt  :: [# th:if="${name ==}"]x[/]               :: 1 :: expression
          a.txt  :: [# th:if="${a}"][(${b +})][/]            :: 1 :: expression
          a.txt  :: [# th:unless="${a}"][(${b +})][/]        :: 1 :: expression
          a.txt  :: [# th:each="f : ${fields}"][(${f.})][/]  :: 1 :: expression
          a.html :: <p>\\n<b th:text="${name"></b></p>       :: 2 :: expression
          a.html :: <p th:each="${fields}"></p>              :: 1 :: each
          a.html :: <p th:insert="~{foter}"></p>             :: 1 :: [foter]
          a.html :: <p th:insert="~{a.html}">x</p>           :: 0 :: holds itself
          a.txt  :: [(${#strng.trim(name)})]                 :: 1 :: there is no #strng
          a.txt  :: Hello\\n[(${#strings.trimm(name)})]       :: 2 :: trimm
          a.html :: <p th:text="'a></p>                      :: 1 :: incomplete
          """)
  void isToldWithItsPlace(String name, String text, int line, String words) {
    assertThat(problems(name, text.replace("\\n", "\n")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("broken-template");
              assertThat(problem.place().file()).isEqualTo("config/templates/" + name);
              assertThat(problem.place().line()).isEqualTo(line);
              assertThat(problem.message())
                  .containsIgnoringCase(words)
                  .doesNotContain("Exception")
                  .doesNotContain("(template:");
            });
  }

  /** With some values they fail, with others they do not. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "::",
      quoteCharacter = '`',
      textBlock =
          """
          a.txt  :: [(${name.toUpperCase()})]
          a.txt  :: [(${price * 2})]
          a.txt  :: [(${#numbers.formatDecimal(price, 1, 2)})]
          a.txt  :: [# th:if="${price > 10}"]dear[/]
          a.txt  :: [(${list[0].name})]
          a.txt  :: [# th:each="x : ${list}"][(${x.name})][/]
          a.html :: <p th:insert="~{footer.html}"></p>
          a.html :: <p th:text="|${day}, ${time}|">x</p>
          a.html :: <p th:if="${price} > 10" th:text="${price} * 2">x</p>
          a.html :: <p th:with="x=${name.length()}" th:text="${x}">x</p>
          a.html :: <p th:insert="~{${language} + '.html'}"></p>
          a.html :: <p th:insert="~{${layout}}"></p>
          a.txt  :: [(${LastName.length()})]
          a.css  :: [# th:if="${
          """)
  void isNotJudgedByValues(String name, String text) {
    assertThat(problems(name, text)).isEmpty();
  }
}
