package io.aftercall.dryrun;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import io.aftercall.config.YamlObjectReader;
import io.aftercall.mapping.TestCallFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the tests that lie beside the decide routes. */
final class RouteTestReader {
  static final List<String> KEYS =
      Stream.of(List.of("name"), TestCallFixture.KEYS, List.of("expect", "held", "ignored"))
          .flatMap(List::stream)
          .toList();

  private final Workspace workspace;
  private final List<Problem> problems;

  RouteTestReader(Workspace workspace, List<Problem> problems) {
    this.workspace = workspace;
    this.problems = problems;
  }

  List<RouteTestCase> read(WorkspaceFile file) {
    List<WorkspaceFile> routes = workspace.in(WorkspaceFolder.DECIDE);
    Optional<WorkspaceFile> route =
        routes.stream().filter(r -> r.name().equals(file.name())).findFirst();
    if (route.isEmpty()) {
      report(
          SourceLocation.of(file.path()),
          "unknown-route",
          "there is no decide route '" + file.name() + "' to test",
          DidYouMean.hint(file.name(), routes.stream().map(WorkspaceFile::name).toList()));
    }
    String source = route.flatMap(RouteTestReader::source).orElse(null);
    List<RouteTestCase> tests = new ArrayList<>();
    YamlNode yamlNode = file.yaml(problems).orElse(null);
    if (yamlNode instanceof YamlNode.Sequence list) {
      for (YamlNode item : list.items()) {
        YamlObjectReader.of(item, "a test", KEYS, problems)
            .map(yamlObjectReader -> test(file.name(), source, yamlObjectReader))
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

  private RouteTestCase test(String route, String source, YamlObjectReader yamlObjectReader) {
    String name =
        yamlObjectReader.text("name").orElse("test in line " + yamlObjectReader.place().line());
    TestCallFixture given = TestCallFixture.read(yamlObjectReader, workspace, problems);
    long expectations =
        Stream.of("expect", "held", "ignored").filter(yamlObjectReader::has).count();
    if (expectations != 1) {
      report(
          yamlObjectReader.place(),
          expectations == 0 ? "missing-key" : "conflict",
          "a test has one of 'expect', 'held' and 'ignored'",
          "expect: [a-destination], or held: the reason");
    }
    return new RouteTestCase(
        route,
        source,
        name,
        yamlObjectReader.place(),
        given,
        new RouteTestCase.Expected(
            yamlObjectReader.has("expect") ? yamlObjectReader.scalars("expect") : null,
            yamlObjectReader.scalar("held").orElse(null),
            yamlObjectReader.scalar("ignored").orElse(null)));
  }

  /** The source of the first route in a file that starts from {@code inbox:}. */
  private static Optional<String> source(WorkspaceFile route) {
    YamlNode file = route.yaml(new ArrayList<>()).orElse(null);
    if (!(file instanceof YamlNode.Sequence list)) {
      return Optional.empty();
    }
    return list.items().stream()
        .map(
            item ->
                child(item, "route").flatMap(r -> child(r, "from")).or(() -> child(item, "from")))
        .flatMap(Optional::stream)
        .map(from -> child(from, "uri").orElse(from))
        .filter(YamlNode.Scalar.class::isInstance)
        .map(uri -> ((YamlNode.Scalar) uri).text())
        .filter(uri -> uri.startsWith("inbox:"))
        .map(uri -> uri.replaceFirst("^inbox:/*", "").replaceFirst("\\?.*", ""))
        .findFirst();
  }

  private static Optional<YamlNode> child(YamlNode yamlNode, String key) {
    return yamlNode instanceof YamlNode.Mapping group ? group.get(key) : Optional.empty();
  }

  private void report(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.at(sourceLocation, code, message, hint));
  }
}
