package io.aftercall.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.mapping.TestResult;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests beside the decide routes: the shipped ones pass, and wrong ones say why. */
class RouteTestSuiteTest {
  private static final Workspace SHIPPED = Workspace.read(Path.of("."));
  private static final String TESTS = "routes/decide/post-call.test.yaml";

  @Test
  void theShippedOnesPass() throws Exception {
    List<TestResult> results = run(SHIPPED);

    assertThat(results).hasSizeGreaterThan(10);
    assertThat(results).allSatisfy(result -> assertThat(result.differences()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [call-log, crm-http]            | follow-up: expected not named, got named
          [call-log, crm-http, follow-up, do-not-call] | do-not-call: expected named, got not named
          """)
  void whatWasExpectedOtherwiseIsNamed(String expected, String difference) throws Exception {
    TestResult result =
        one("expect: " + expected, ".extracted_variables.customer_interested: false");

    assertThat(result.passed()).isFalse();
    assertThat(result.differences().get(0).toString()).contains(difference).startsWith(TESTS);
  }

  @Test
  void aCallThatIsRoutedIsNotHeld() throws Exception {
    TestResult result = one("held: unknown outcome", "customer_phone: null");

    assertThat(result.differences().get(0).toString())
        .contains("expected held: unknown outcome, got routed to call-log");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          expct: [call-log]                 | unknown-key
          name: nothing expected            | missing-key
          expect: [call-log], held: because | conflict
          """)
  void aTestThatCannotBeReadIsAProblem(String expectation, String code) {
    List<Problem> problems = new ArrayList<>();
    String test = "- { given: config/samples/classic-campaign-busy.json, " + expectation + " }";
    RouteTestSuite.load(SHIPPED.with(TESTS, test), problems);

    assertThat(problems).extracting(Problem::code).contains(code);
  }

  @Test
  void theSchemaKnowsTheKeysOfTheReader() throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(Path.of("config/schema/decide-test.schema.json").toFile());
    List<String> keys = new ArrayList<>();
    schema.at("/items/properties").fieldNames().forEachRemaining(keys::add);

    assertThat(keys).containsExactlyElementsOf(RouteTestReader.KEYS);
  }

  private static TestResult one(String expectation, String override) throws Exception {
    String test =
        "- { given: config/samples/classic-campaign-completed.json, override: { "
            + override
            + " }, "
            + expectation
            + " }";
    return run(SHIPPED.with(TESTS, test)).get(0);
  }

  private static List<TestResult> run(Workspace workspace) throws Exception {
    List<Problem> problems = new ArrayList<>();
    ConfigSnapshot rules = ActiveConfig.read(workspace, name -> "set", problems);
    RouteTestSuite tests = RouteTestSuite.load(workspace, problems);
    assertThat(problems).isEmpty();
    return tests.run(rules);
  }
}
