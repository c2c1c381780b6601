package io.aftercall.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.config.Problem;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mappings we ship, with the tests we ship, on the samples we ship. */
class ShippedMappingsTest {
  private static final List<Problem> PROBLEMS = new ArrayList<>();
  private static final Workspace SHIPPED = Workspace.read(Path.of(""));
  private static final Mappings MAPPINGS = Mappings.load(SHIPPED, PROBLEMS);
  private static final MappingTestSuite TESTS = MappingTestSuite.load(SHIPPED, MAPPINGS, PROBLEMS);

  private CallReader reader;

  static List<TestResult> shippedTests() {
    CallReader reader = famulor();
    return TESTS.run(bytes -> read(reader, bytes));
  }

  @BeforeEach
  void openReader() {
    reader = famulor();
  }

  @Test
  void areWithoutFault() {
    assertThat(PROBLEMS).isEmpty();
    assertThat(MAPPINGS.all())
        .extracting(Mapping::name)
        .containsExactly(
            "appointment",
            "appointment-email",
            "call-log",
            "crm-http",
            "do-not-call",
            "follow-up",
            "sales-email",
            "salesforce-lead",
            "team-chat");
    assertThat(MAPPINGS.all())
        .allSatisfy(mapping -> assertThat(mapping.description()).isNotEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shippedTests")
  void passTheirTests(TestResult result) {
    assertThat(result.differences()).as(result.mapping() + ": " + result.test()).isEmpty();
  }

  @Test
  void allHaveTests() {
    Set<String> tested = new HashSet<>();
    shippedTests().forEach(result -> tested.add(result.mapping()));

    assertThat(MAPPINGS.all()).extracting(Mapping::name).allMatch(tested::contains);
  }

  @Test
  void explainExactlyWhatTheySend() {
    for (JsonNode call : samples()) {
      for (Mapping mapping : MAPPINGS.all()) {
        assertThat(mapping.trace(call).mapped()).isEqualTo(mapping.apply(call));
      }
    }
  }

  @Test
  void keepTranscriptAndRecordingInTheHouse() {
    for (JsonNode call : samples()) {
      String spoken = call.path("transcript").asText("");
      String recording = call.path("recording_url").asText("");
      for (Mapping mapping : MAPPINGS.all()) {
        String sent = mapping.apply(call).record().toString();
        assertThat(spoken.isEmpty() || !sent.contains(spoken.substring(0, 20))).isTrue();
        assertThat(recording.isEmpty() || !sent.contains(recording)).isTrue();
      }
    }
  }

  @Test
  void aPathMayStartWithEveryFieldOfACall() {
    for (JsonNode call : samples()) {
      List<String> names = new ArrayList<>();
      call.fieldNames().forEachRemaining(names::add);
      assertThat(CallFields.NAMES).containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void surviveACallInWhichNothingIsAsItShould() {
    ObjectNode call = YamlJson.emptyCall();
    for (String name : CallFields.NAMES) {
      call.putArray(name).addObject().put("x", Double.NaN);
      for (Mapping mapping : MAPPINGS.all()) {
        assertThat(mapping.apply(call).record()).isNotNull();
      }
    }
  }

  private List<JsonNode> samples() {
    List<JsonNode> calls = new ArrayList<>();
    for (WorkspaceFile file : SHIPPED.in(WorkspaceFolder.SAMPLES)) {
      calls.add(read(reader, file.text().getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(calls).hasSizeGreaterThan(5);
    return calls;
  }

  private static CallReader famulor() {
    Sources sources = Sources.load(SHIPPED, name -> "x", PROBLEMS);
    return new CallReader(sources.find("famulor").orElseThrow().rules());
  }

  private static JsonNode read(CallReader reader, byte[] body) {
    return reader.read(body, 1) instanceof ReadResult.Read read ? read.call() : null;
  }
}
