package aftercall.route;

import aftercall.config.Folder;
import aftercall.config.Form;
import aftercall.config.Nearest;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
import aftercall.mapping.GivenCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the tests that lie beside the decide routes. */
final class DecideTestReader {
  static final List<String> KEYS =
      Stream.of(List.of("name"), GivenCall.KEYS, List.of("expect", "held", "ignored"))
          .flatMap(List::stream)
          .toList();

  private final Workspace workspace;
  private final List<Problem> problems;

  DecideTestReader(Workspace workspace, List<Problem> problems) {
    this.workspace = workspace;
    this.problems = problems;
  }

  List<DecideTest> read(WorkspaceFile file) {
    List<WorkspaceFile> routes = workspace.in(Folder.DECIDE);
    Optional<WorkspaceFile> route =
        routes.stream().filter(r -> r.name().equals(file.name())).findFirst();
    if (route.isEmpty()) {
      report(
          Place.of(file.path()),
          "unknown-route",
          "there is no decide route '" + file.name() + "' to test",
          Nearest.hint(file.name(), routes.stream().map(WorkspaceFile::name).toList()));
    }
    String source = route.flatMap(DecideTestReader::source).orElse(null);
    List<DecideTest> tests = new ArrayList<>();
    Node node = file.yaml(problems).orElse(null);
    if (node instanceof Node.Sequence list) {
      for (Node item : list.items()) {
        Form.of(item, "a test", KEYS, problems)
            .map(form -> test(file.name(), source, form))
            .ifPresent(tests::add);
      }
    } else if (node != null) {
      report(node.place(), "wrong-type", "a test file is a list", "start each test with '- name:'");
    }
    return tests;
  }

  private DecideTest test(String route, String source, Form form) {
    String name = form.text("name").orElse("test in line " + form.place().line());
    GivenCall given = GivenCall.read(form, workspace, problems);
    long expectations = Stream.of("expect", "held", "ignored").filter(form::has).count();
    if (expectations != 1) {
      report(
          form.place(),
          expectations == 0 ? "missing-key" : "conflict",
          "a test has one of 'expect', 'held' and 'ignored'",
          "expect: [a-destination], or held: the reason");
    }
    return new DecideTest(
        route,
        source,
        name,
        form.place(),
        given,
        new DecideTest.Expected(
            form.has("expect") ? form.scalars("expect") : null,
            form.scalar("held").orElse(null),
            form.scalar("ignored").orElse(null)));
  }

  /** The source of the first route in a file that starts from {@code inbox:}. */
  private static Optional<String> source(WorkspaceFile route) {
    Node file = route.yaml(new ArrayList<>()).orElse(null);
    if (!(file instanceof Node.Sequence list)) {
      return Optional.empty();
    }
    return list.items().stream()
        .map(
            item ->
                child(item, "route").flatMap(r -> child(r, "from")).or(() -> child(item, "from")))
        .flatMap(Optional::stream)
        .map(from -> child(from, "uri").orElse(from))
        .filter(Node.Scalar.class::isInstance)
        .map(uri -> ((Node.Scalar) uri).text())
        .filter(uri -> uri.startsWith("inbox:"))
        .map(uri -> uri.replaceFirst("^inbox:/*", "").replaceFirst("\\?.*", ""))
        .findFirst();
  }

  private static Optional<Node> child(Node node, String key) {
    return node instanceof Node.Mapping group ? group.get(key) : Optional.empty();
  }

  private void report(Place place, String code, String message, String hint) {
    problems.add(Problem.at(place, code, message, hint));
  }
}
