package io.aftercall.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.dryrun.RouteTestSuite;
import io.aftercall.mapping.MappingTestSuite;
import io.aftercall.mapping.TestResult;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.reload.ConfigValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running service checks before it puts files in force. Mistakes are refused at the start
 * and in an edit; an edit is also refused for tests that no longer pass and for branches that get
 * round the opt-out, unless the setting {@code aftercall.reload.tests} says {@code warn}.
 */
public final class EditCheck implements ConfigValidator {
  private static final Logger LOG = LoggerFactory.getLogger(EditCheck.class);

  private final UnaryOperator<String> environment;
  private final boolean refuses;

  /**
   * @param environment variable or setting to its value, null when unset
   * @param tests {@code refuse} or {@code warn}
   * @throws IllegalArgumentException when it is neither
   */
  public EditCheck(UnaryOperator<String> environment, String tests) {
    if (!tests.equals("refuse") && !tests.equals("warn")) {
      throw new IllegalArgumentException(
          "aftercall.reload.tests is refuse or warn, not '" + tests + "'");
    }
    this.environment = environment;
    refuses = tests.equals("refuse");
  }

  @Override
  public List<Problem> inspect(Workspace workspace) {
    List<Problem> errors = errors(workspace);
    List<Problem> unsafe = errors.stream().filter(EditCheck::isUnsafe).toList();
    unsafe.forEach(problem -> LOG.warn("config.unsafe {}", problem));
    return errors.stream().filter(problem -> !isUnsafe(problem)).toList();
  }

  @Override
  public List<Problem> inspectEdit(Workspace edited, ConfigSnapshot rules) {
    List<Problem> found = new ArrayList<>();
    errors(edited).stream().filter(EditCheck::isUnsafe).forEach(found::add);
    failedTests(edited, rules).forEach(found::add);
    if (refuses) {
      return found;
    }
    found.forEach(problem -> LOG.warn("config.unsafe {}", problem));
    return List.of();
  }

  private List<Problem> errors(Workspace workspace) {
    return Linter.all(workspace, environment).stream()
        .filter(problem -> !problem.isWarning())
        .toList();
  }

  private static boolean isUnsafe(Problem problem) {
    return SuppressionOrder.CODES.contains(problem.code());
  }

  private static List<Problem> failedTests(Workspace edited, ConfigSnapshot rules) {
    List<TestResult> results = new ArrayList<>();
    List<Problem> ignored = new ArrayList<>();
    results.addAll(
        MappingTestSuite.load(edited, rules.mappings(), ignored).run(body -> read(rules, body)));
    try {
      results.addAll(RouteTestSuite.load(edited, ignored).run(rules));
    } catch (Exception e) {
      // That the routes do not start is found, and told, when they are started aside.
      LOG.debug("tests.not_run error={}", e.toString());
    }
    return results.stream().filter(result -> !result.passed()).map(EditCheck::problem).toList();
  }

  private static Problem problem(TestResult failed) {
    String differences =
        failed.differences().stream()
            .limit(3)
            .map(
                one ->
                    "%s%sexpected %s, got %s"
                        .formatted(
                            one.field(),
                            one.field().isEmpty() ? "" : " ",
                            one.expected(),
                            one.got()))
            .collect(Collectors.joining("; "));
    return Problem.at(
        failed.place(),
        "failed-test",
        "the test '%s' of %s no longer passes: %s"
            .formatted(failed.test(), failed.mapping(), differences),
        "mend the rule or the test; aftercall.reload.tests: warn takes such edits all the same");
  }

  /** By the rules of the first source: samples are its bodies. */
  private static JsonNode read(ConfigSnapshot rules, byte[] body) {
    return rules.sources().all().stream()
        .findFirst()
        .map(source -> new CallReader(source.rules()).read(body, 1))
        .filter(ReadResult.Read.class::isInstance)
        .map(readResult -> ((ReadResult.Read) readResult).call())
        .orElse(null);
  }
}
