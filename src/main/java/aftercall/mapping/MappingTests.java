package aftercall.mapping;

import aftercall.config.Folder;
import aftercall.config.Node;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    JsonNode call = call(test, reader);
    if (mapping == null) {
      differences.add(new Difference(test.place(), "", "a mapping to test", "none of that name"));
    } else if (call instanceof ObjectNode changed) {
      test.given().overrides().forEach(override -> set(changed, override));
      differences.addAll(new Comparison(mapping.apply(changed)).with(test));
    } else {
      differences.add(new Difference(test.place(), "", "a call", "a sample that is no call"));
    }
    return new TestResult(test.mapping(), test.name(), test.place(), differences);
  }

  private JsonNode call(MappingTest test, Function<byte[], JsonNode> reader) {
    if (test.given().call() != null) {
      ObjectNode call = Json.emptyCall();
      for (Map.Entry<String, JsonNode> field : Json.of(test.given().call()).properties()) {
        call.set(field.getKey(), field.getValue());
      }
      return call;
    }
    if (test.given().sample() == null) {
      return null;
    }
    return workspace
        .text(test.given().sample().text())
        .map(text -> reader.apply(text.getBytes(StandardCharsets.UTF_8)))
        .map(JsonNode::<JsonNode>deepCopy)
        .orElse(null);
  }

  /** {@code extracted_variables.customer_interested: false}; the dot in front is free. */
  private static void set(ObjectNode call, Node.Entry override) {
    String path = override.key().text();
    String[] keys = (path.startsWith(".") ? path.substring(1) : path).split("\\.", -1);
    ObjectNode parent = call;
    for (int i = 0; i < keys.length - 1; i++) {
      JsonNode child = parent.get(keys[i]);
      parent = child instanceof ObjectNode group ? group : parent.putObject(keys[i]);
    }
    parent.set(keys[keys.length - 1], Json.of(override.value()));
  }
}
