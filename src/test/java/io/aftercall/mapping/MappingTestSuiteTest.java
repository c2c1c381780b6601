package io.aftercall.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingTestSuiteTest {
  private static final String MAPPING =
      """
      fields:
        Id: .id
        Name: { from: .customer_name, required: true }
        Minutes: .duration | minutes
        Group: { fields: { A: .status, B: .outcome } }
      """;
  private static final String SAMPLE =
      "{\"id\": \"7\", \"customer_name\": \"Eva\", \"duration\": 61, \"status\": \"done\"}";

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void aTestThatHoldsPasses() {
    TestResult result =
        run(
            """
            - name: whole
              given: config/samples/s.json
              override: { .outcome: busy, lead.variables.x: 1 }
              expect: { Id: "7", Name: Eva, Minutes: 2.0, Group: { A: done, B: busy } }
              absent: [Group.C, Other]
            """);

    assertThat(problems).isEmpty();
    assertThat(result.passed()).isTrue();
    assertThat(result.test()).isEqualTo("whole");
    assertThat(result.place()).hasToString("config/mappings/m.test.yaml:1:3");
  }

  @Test
  void everyDifferenceHasItsLine() {
    TestResult result =
        run(
            """
            - given: config/samples/s.json
              expect:
                Id: 7
                Name: Max
                Group: { A: done, B: x }
                Extra: 1
            - given: config/samples/s.json
              expect_partial: { Name: Eva }
            """);

    assertThat(result.differences())
        .extracting(TestMismatch::toString)
        .containsExactly(
            "config/mappings/m.test.yaml:3:9: Id: expected 7, got \"7\"",
            "config/mappings/m.test.yaml:4:11: Name: expected \"Max\", got \"Eva\"",
            "config/mappings/m.test.yaml:5:26: Group.B: expected \"x\", got nothing",
            "config/mappings/m.test.yaml:6:12: Extra: expected 1, got nothing",
            "config/mappings/m.test.yaml:3:5: Minutes: expected nothing, got 2");
  }

  @Test
  void aRefusalIsExpectedOrNot() {
    assertThat(
            run("- { given: config/samples/s.json, override: { customer_name: null }, rejected: Name }")
                .passed())
        .isTrue();
    assertThat(
            run("- { given: config/samples/s.json, override: { customer_name: null }, rejected: Id }")
                .differences())
        .extracting(TestMismatch::got)
        .containsExactly("refused for Name: nothing there to fill it, and it is required");
    assertThat(run("- { given: config/samples/s.json, rejected: Name }").differences())
        .extracting(TestMismatch::got)
        .containsExactly("a record");
    assertThat(run("- { call: { id: \"8\" }, expect_partial: { Id: \"8\" } }").differences())
        .extracting(TestMismatch::field)
        .containsExactly("Name");
  }

  @Test
  void aSampleThatIsNoCallFails() {
    assertThat(run("- { given: config/samples/bad.json, absent: [Id] }").differences())
        .extracting(TestMismatch::got)
        .containsExactly("a sample that is no call");
  }

  @Test
  void oneTestDoesNotChangeTheSampleOfAnother() {
    MappingTestSuite tests =
        load(
            """
            - { given: config/samples/s.json, override: { customer_name: Max }, expect_partial: { Name: Max } }
            - { given: config/samples/s.json, expect_partial: { Name: Eva } }
            """);
    JsonNode shared = parse(SAMPLE.getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(tests.count()).isEqualTo(2);
    assertThat(tests.run(bytes -> shared)).allMatch(TestResult::passed);
    assertThat(tests.run("other", bytes -> shared)).isEmpty();
  }

  @Test
  void mistakesInTestsAreProblems() {
    load(
        """
        - { given: config/samples/t.json, expect: { Id: x } }
        - { given: config/samples/s.json, expects: { Id: x } }
        - { expect: { Id: x } }
        - { given: config/samples/s.json, expect: Id }
        """);

    assertThat(problems)
        .extracting(Problem::code)
        .containsExactly(
            "unknown-sample",
            "unknown-key",
            "missing-key",
            "missing-key",
            "wrong-type",
            "missing-key");
    assertThat(problems.get(0).hint()).isEqualTo("did you mean 'config/samples/s.json'?");
  }

  @Test
  void testsOfNoMappingAreAProblem() {
    Workspace workspace = Workspace.of(Map.of("config/mappings/n.test.yaml", "- { absent: [x] }"));
    Mappings none = Mappings.load(workspace, problems);

    MappingTestSuite.load(workspace, none, problems);

    assertThat(problems).extracting(Problem::code).contains("unknown-mapping");
  }

  private TestResult run(String tests) {
    return load(tests).run(MappingTestSuiteTest::parse).get(0);
  }

  private MappingTestSuite load(String tests) {
    Workspace workspace =
        Workspace.of(
            Map.of(
                "config/mappings/m.yaml", MAPPING,
                "config/mappings/m.test.yaml", tests,
                "config/samples/s.json", SAMPLE,
                "config/samples/bad.json", "[]"));
    return MappingTestSuite.load(workspace, Mappings.load(workspace, problems), problems);
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return new ObjectMapper().readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
