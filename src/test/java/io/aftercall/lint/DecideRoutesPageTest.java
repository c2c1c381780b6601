package io.aftercall.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code src/docs/decide-routes.md} tells the truth: what it warns of is found, what it advises is
 * not.
 */
class DecideRoutesPageTest {
  private static final String DECIDE = "routes/decide/post-call.camel.yaml";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\| [^|]+ \\|$");

  private static String page() throws IOException {
    return Files.readString(Path.of("src/docs/decide-routes.md"));
  }

  static List<List<String>> rows() throws IOException {
    Matcher row = ROW.matcher(page());
    return row.results().map(found -> List.of(jq(found.group(1)), jq(found.group(2)))).toList();
  }

  private static String jq(String cell) {
    return cell.replace("\\|", "|");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatItWarnsOfIsFoundAndWhatItAdvisesIsNot(List<String> row) {
    assertThat(check(row.get(0))).isNotEmpty();
    assertThat(check(row.get(1))).isEmpty();
  }

  @Test
  void itHasThemAll() throws IOException {
    assertThat(rows()).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void itsExampleIsARouteWithoutMistakes() throws IOException {
    Matcher block = Pattern.compile("(?s)```yaml\n(- route:.*?)```").matcher(page());
    assertThat(block.find()).isTrue();
    assertThat(all(Edits.SHIPPED.with(DECIDE, block.group(1)))).isEmpty();
  }

  private static List<Problem> check(String condition) {
    String before = "                  - to: outbox:call-log?after=salesforce-lead\n";
    String filter =
        """
        - filter:
            jq: '%s'
            steps:
              - to: outbox:crm-http
        """
            .formatted(condition.replace("'", "''"))
            .indent(18);
    String text = Edits.SHIPPED.text(DECIDE).orElseThrow();
    return all(Edits.SHIPPED.with(DECIDE, text.replace(before, before + filter)));
  }

  private static List<Problem> all(Workspace workspace) {
    return Linter.all(workspace, name -> "set").stream()
        .filter(problem -> !problem.code().startsWith("unused-"))
        .toList();
  }
}
