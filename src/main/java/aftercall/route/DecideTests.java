package aftercall.route;

import aftercall.call.Reading;
import aftercall.config.Folder;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
import aftercall.mapping.Difference;
import aftercall.mapping.TestResult;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tests beside the decide routes: given call, expected destinations. */
public final class DecideTests {
  private final Workspace workspace;
  private final List<DecideTest> tests;

  private DecideTests(Workspace workspace, List<DecideTest> tests) {
    this.workspace = workspace;
    this.tests = List.copyOf(tests);
  }

  /** Reads {@code routes/decide/*.test.yaml}; runs nothing yet. */
  public static DecideTests load(Workspace workspace, List<Problem> problems) {
    DecideTestReader reader = new DecideTestReader(workspace, problems);
    List<DecideTest> tests = new ArrayList<>();
    for (WorkspaceFile file : workspace.testsIn(Folder.DECIDE)) {
      tests.addAll(reader.read(file));
    }
    return new DecideTests(workspace, tests);
  }

  public int count() {
    return tests.size();
  }

  /**
   * Runs all tests, in the order of files and lines. Nothing but the decide routes is started.
   *
   * @throws Exception when Camel cannot load the decide routes
   */
  public List<TestResult> run(Ruleset rules) throws Exception {
    return run(rules, tests);
  }

  /** Runs the tests of one route file. */
  public List<TestResult> run(String route, Ruleset rules) throws Exception {
    return run(rules, tests.stream().filter(test -> test.route().equals(route)).toList());
  }

  private List<TestResult> run(Ruleset rules, List<DecideTest> chosen) throws Exception {
    if (chosen.isEmpty()) {
      return List.of();
    }
    try (Rehearsal rehearsal = Rehearsal.ofDecisions(workspace, rules)) {
      return chosen.stream().map(test -> run(test, rules, rehearsal)).toList();
    }
  }

  private TestResult run(DecideTest test, Ruleset rules, Rehearsal rehearsal) {
    return new TestResult(
        test.route(), test.name(), test.place(), differences(test, rules, rehearsal));
  }

  private List<Difference> differences(DecideTest test, Ruleset rules, Rehearsal rehearsal) {
    String source = test.source();
    if (source == null || rules.reader(source).isEmpty()) {
      String got = source == null ? "a file without one" : "no source '" + source + "'";
      return List.of(new Difference(test.place(), "", "a route from inbox:<source>", got));
    }
    ObjectNode call =
        test.given()
            .call(
                workspace,
                body ->
                    rules.reader(source).get().read(body, 1) instanceof Reading.Read read
                        ? read.call()
                        : null)
            .orElse(null);
    if (call == null) {
      return List.of(new Difference(test.place(), "", "a call", "a sample that is no call"));
    }
    return compare(test, rehearsal.tell(source, call));
  }

  private static List<Difference> compare(DecideTest test, Story story) {
    DecideTest.Expected expected = test.expected();
    if (expected.held() != null) {
      return ended("held", expected.held(), story);
    }
    if (expected.ignored() != null) {
      return ended("ignored", expected.ignored(), story);
    }
    Set<String> wanted =
        expected.destinations() == null
            ? Set.of()
            : expected.destinations().stream()
                .map(Node.Scalar::text)
                .collect(Collectors.toCollection(TreeSet::new));
    if (!story.state().equals("routed")) {
      return List.of(new Difference(test.place(), "", String.join(", ", wanted), got(story)));
    }
    return destinations(test.place(), expected.destinations(), wanted, named(story));
  }

  private static List<Difference> destinations(
      Place test, List<Node.Scalar> written, Set<String> wanted, Set<String> named) {
    List<Difference> differences = new ArrayList<>();
    for (Node.Scalar destination : written) {
      if (!named.contains(destination.text())) {
        differences.add(
            new Difference(destination.place(), destination.text(), "named", "not named"));
      }
    }
    for (String destination : named) {
      if (!wanted.contains(destination)) {
        differences.add(new Difference(test, destination, "not named", "named"));
      }
    }
    return differences;
  }

  private static List<Difference> ended(String state, Node.Scalar reason, Story story) {
    return story.state().equals(state) && story.reason().equals(reason.text())
        ? List.of()
        : List.of(new Difference(reason.place(), "", state + ": " + reason.text(), got(story)));
  }

  private static String got(Story story) {
    return story.state().equals("routed")
        ? "routed to " + String.join(", ", named(story))
        : story.state() + ": " + story.reason();
  }

  private static Set<String> named(Story story) {
    return story.scenes().stream()
        .map(scene -> scene.named().destination())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
