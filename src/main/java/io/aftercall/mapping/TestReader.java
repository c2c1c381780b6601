package io.aftercall.mapping;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import io.aftercall.config.YamlObjectReader;
import java.util.ArrayList;
import java.util.List;

/** Reads the tests that lie beside the mappings. */
final class TestReader {
  static final List<String> KEYS =
      List.of(
          "name", "given", "call", "override", "expect", "expect_partial", "absent", "rejected");

  private final Workspace workspace;
  private final Mappings mappings;
  private final List<Problem> problems;

  TestReader(Workspace workspace, Mappings mappings, List<Problem> problems) {
    this.workspace = workspace;
    this.mappings = mappings;
    this.problems = problems;
  }

  List<MappingTestCase> read(WorkspaceFile file) {
    // A mapping that is there and cannot be read is told already.
    boolean there = workspace.text(file.path().replace(WorkspaceFolder.TEST, ".yaml")).isPresent();
    if (!there && mappings.find(file.name()).isEmpty()) {
      report(
          SourceLocation.of(file.path()),
          "unknown-mapping",
          "there is no mapping '" + file.name() + "' to test",
          DidYouMean.hint(file.name(), mappings.all().stream().map(Mapping::name).toList()));
    }
    List<MappingTestCase> tests = new ArrayList<>();
    YamlNode yamlNode = file.yaml(problems).orElse(null);
    if (yamlNode instanceof YamlNode.Sequence list) {
      for (YamlNode item : list.items()) {
        YamlObjectReader.of(item, "a test", KEYS, problems)
            .map(yamlObjectReader -> test(file.name(), yamlObjectReader))
            .ifPresent(tests::add);
      }
    } else if (yamlNode != null) {
      report(
          yamlNode.place(),
          "wrong-type",
          "a test file is a list",
          "start each test with '- name:'");
    }
    return tests;
  }

  private MappingTestCase test(String mapping, YamlObjectReader yamlObjectReader) {
    String name =
        yamlObjectReader.text("name").orElse("test in line " + yamlObjectReader.place().line());
    TestCallFixture given = TestCallFixture.read(yamlObjectReader, workspace, problems);
    MappingTestCase.Expected expected =
        new MappingTestCase.Expected(
            TestCallFixture.group(yamlObjectReader, "expect", problems).orElse(null),
            TestCallFixture.group(yamlObjectReader, "expect_partial", problems).orElse(null),
            yamlObjectReader.scalars("absent"),
            yamlObjectReader.scalar("rejected").orElse(null));
    if (expected.isNothing()) {
      report(yamlObjectReader.place(), "missing-key", "the test expects nothing", "add 'expect'");
    }
    return new MappingTestCase(mapping, name, yamlObjectReader.place(), given, expected);
  }

  private void report(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.at(sourceLocation, code, message, hint));
  }
}
