package aftercall.mapping;

import aftercall.config.Folder;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tests beside the mappings: given sample, expected record. */
public final class MappingTests {
  private final Workspace workspace;
  private final Mappings mappings;
  private final List<MappingTest> tests;

  private MappingTests(Workspace workspace, Mappings mappings, List<MappingTest> tests) {
    this.workspace = workspace;
    this.mappings = mappings;
    this.tests = List.copyOf(tests);
  }

  /** Reads {@code config/mappings/*.test.yaml}; runs nothing yet. */
  public static MappingTests load(Workspace workspace, Mappings mappings, List<Problem> problems) {
    TestReader reader = new TestReader(workspace, mappings, problems);
    List<MappingTest> tests = new ArrayList<>();
    for (WorkspaceFile file : workspace.testsIn(Folder.MAPPINGS)) {
      tests.addAll(reader.read(file));
    }
    return new MappingTests(workspace, mappings, tests);
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

  private TestResult run(MappingTest test, Function<byte[], JsonNode> reader) {
    List<Difference> differences = new ArrayList<>();
    Mapping mapping = mappings.find(test.mapping()).orElse(null);
    ObjectNode call = test.given().call(workspace, reader).orElse(null);
    if (mapping == null) {
      differences.add(new Difference(test.place(), "", "a mapping to test", "none of that name"));
    } else if (call == null) {
      differences.add(new Difference(test.place(), "", "a call", "a sample that is no call"));
    } else {
      differences.addAll(new Comparison(mapping.apply(call)).with(test));
    }
    return new TestResult(test.mapping(), test.name(), test.place(), differences);
  }
}
