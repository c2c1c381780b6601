package aftercall.mapping;

import aftercall.config.Form;
import aftercall.config.Nearest;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    if (mappings.find(file.name()).isEmpty()) {
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
    MappingTest.Given given =
        new MappingTest.Given(
            form.scalar("given").orElse(null),
            group(form, "call").orElse(null),
            group(form, "with").map(Node.Mapping::entries).orElse(List.of()));
    check(given, form);
    MappingTest.Expected expected =
        new MappingTest.Expected(
            group(form, "expect").orElse(null),
            group(form, "expect_some").orElse(null),
            form.scalars("absent"),
            form.scalar("refused").orElse(null));
    if (expected.isNothing()) {
      report(form.place(), "missing-key", "the test expects nothing", "add 'expect'");
    }
    return new MappingTest(mapping, name, form.place(), given, expected);
  }

  private void check(MappingTest.Given given, Form form) {
    if ((given.sample() == null) == (given.call() == null)) {
      report(
          form.place(),
          given.sample() == null ? "missing-key" : "conflict",
          "a test has either 'given' or 'call'",
          "given: config/samples/… or call: { … }");
    }
    if (given.sample() != null && workspace.text(given.sample().text()).isEmpty()) {
      String sample = given.sample().text();
      report(
          given.sample().place(),
          "unknown-sample",
          "there is no file '" + sample + "'",
          Nearest.hint(sample, samples()));
    }
  }

  private List<String> samples() {
    return workspace.files().keySet().stream()
        .filter(path -> path.startsWith("config/samples/"))
        .toList();
  }

  private Optional<Node.Mapping> group(Form form, String key) {
    Optional<Node> node = form.node(key);
    if (node.isPresent() && !(node.get() instanceof Node.Mapping)) {
      report(node.get().place(), "wrong-type", "'" + key + "' is a group of keys", "");
    }
    return node.filter(Node.Mapping.class::isInstance).map(Node.Mapping.class::cast);
  }

  private void report(Place place, String code, String message, String hint) {
    problems.add(Problem.at(place, code, message, hint));
  }
}
