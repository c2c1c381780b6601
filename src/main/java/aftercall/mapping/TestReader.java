package aftercall.mapping;

import aftercall.config.Folder;
import aftercall.config.Form;
import aftercall.config.Nearest;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
import java.util.ArrayList;
import java.util.List;

/** Reads the tests that lie beside the mappings. */
final class TestReader {
  static final List<String> KEYS =
      List.of("name", "given", "call", "with", "expect", "expect_some", "absent", "refused");

  private final Workspace workspace;
  private final Mappings mappings;
  private final List<Problem> problems;

  TestReader(Workspace workspace, Mappings mappings, List<Problem> problems) {
    this.workspace = workspace;
    this.mappings = mappings;
    this.problems = problems;
  }

  List<MappingTest> read(WorkspaceFile file) {
    // A mapping that is there and cannot be read is told already.
    boolean there = workspace.text(file.path().replace(Folder.TEST, ".yaml")).isPresent();
    if (!there && mappings.find(file.name()).isEmpty()) {
      report(
          Place.of(file.path()),
          "unknown-mapping",
          "there is no mapping '" + file.name() + "' to test",
          Nearest.hint(file.name(), mappings.all().stream().map(Mapping::name).toList()));
    }
    List<MappingTest> tests = new ArrayList<>();
    Node node = file.yaml(problems).orElse(null);
    if (node instanceof Node.Sequence list) {
      for (Node item : list.items()) {
        Form.of(item, "a test", KEYS, problems)
            .map(form -> test(file.name(), form))
            .ifPresent(tests::add);
      }
    } else if (node != null) {
      report(node.place(), "wrong-type", "a test file is a list", "start each test with '- name:'");
    }
    return tests;
  }

  private MappingTest test(String mapping, Form form) {
    String name = form.text("name").orElse("test in line " + form.place().line());
    GivenCall given = GivenCall.read(form, workspace, problems);
    MappingTest.Expected expected =
        new MappingTest.Expected(
            GivenCall.group(form, "expect", problems).orElse(null),
            GivenCall.group(form, "expect_some", problems).orElse(null),
            form.scalars("absent"),
            form.scalar("refused").orElse(null));
    if (expected.isNothing()) {
      report(form.place(), "missing-key", "the test expects nothing", "add 'expect'");
    }
    return new MappingTest(mapping, name, form.place(), given, expected);
  }

  private void report(Place place, String code, String message, String hint) {
    problems.add(Problem.at(place, code, message, hint));
  }
}
