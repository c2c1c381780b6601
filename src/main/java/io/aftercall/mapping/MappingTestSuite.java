package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tests beside the mappings: given sample, expected record. */
public final class MappingTestSuite {
  private final Workspace workspace;
  private final Mappings mappings;
  private final List<MappingTestCase> tests;

  private MappingTestSuite(Workspace workspace, Mappings mappings, List<MappingTestCase> tests) {
    this.workspace = workspace;
    this.mappings = mappings;
    this.tests = List.copyOf(tests);
  }

  /** Reads {@code config/mappings/*.test.yaml}; runs nothing yet. */
  public static MappingTestSuite load(
      Workspace workspace, Mappings mappings, List<Problem> problems) {
    TestReader reader = new TestReader(workspace, mappings, problems);
    List<MappingTestCase> tests = new ArrayList<>();
    for (WorkspaceFile file : workspace.testsIn(WorkspaceFolder.MAPPINGS)) {
      tests.addAll(reader.read(file));
    }
    return new MappingTestSuite(workspace, mappings, tests);
  }

  public int count() {
    return tests.size();
  }

  /**
   * Runs all tests, in the order of files and lines.
   *
   * @param reader a sample's bytes to its canonical call, or null when it is none
   */
  public List<TestResult> run(Function<byte[], JsonNode> reader) {
    return tests.stream().map(test -> run(test, reader)).toList();
  }

  /** Runs the tests of one mapping. */
  public List<TestResult> run(String mapping, Function<byte[], JsonNode> reader) {
    return tests.stream()
        .filter(test -> test.mapping().equals(mapping))
        .map(test -> run(test, reader))
        .toList();
  }

  private TestResult run(MappingTestCase test, Function<byte[], JsonNode> reader) {
    List<TestMismatch> testMismatches = new ArrayList<>();
    Mapping mapping = mappings.find(test.mapping()).orElse(null);
    ObjectNode call = test.given().call(workspace, reader).orElse(null);
    if (mapping == null) {
      testMismatches.add(
          new TestMismatch(test.place(), "", "a mapping to test", "none of that name"));
    } else if (call == null) {
      testMismatches.add(new TestMismatch(test.place(), "", "a call", "a sample that is no call"));
    } else {
      testMismatches.addAll(new ExpectationDiff(mapping.apply(call)).with(test));
    }
    return new TestResult(test.mapping(), test.name(), test.place(), testMismatches);
  }
}
