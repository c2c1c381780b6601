package io.aftercall.dryrun;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.ReadResult;
import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import io.aftercall.mapping.TestMismatch;
import io.aftercall.mapping.TestResult;
import io.aftercall.reload.ConfigSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tests beside the decide routes: given call, expected destinations. */
public final class RouteTestSuite {
  private final Workspace workspace;
  private final List<RouteTestCase> tests;

  private RouteTestSuite(Workspace workspace, List<RouteTestCase> tests) {
    this.workspace = workspace;
    this.tests = List.copyOf(tests);
  }

  /** Reads {@code routes/decide/*.test.yaml}; runs nothing yet. */
  public static RouteTestSuite load(Workspace workspace, List<Problem> problems) {
    RouteTestReader reader = new RouteTestReader(workspace, problems);
    List<RouteTestCase> tests = new ArrayList<>();
    for (WorkspaceFile file : workspace.testsIn(WorkspaceFolder.DECIDE)) {
      tests.addAll(reader.read(file));
    }
    return new RouteTestSuite(workspace, tests);
  }

  public int count() {
    return tests.size();
  }

  /**
   * Runs all tests, in the order of files and lines. Nothing but the decide routes is started.
   *
   * @throws Exception when Camel cannot load the decide routes
   */
  public List<TestResult> run(ConfigSnapshot rules) throws Exception {
    return run(rules, tests);
  }

  /** Runs the tests of one route file. */
  public List<TestResult> run(String route, ConfigSnapshot rules) throws Exception {
    return run(rules, tests.stream().filter(test -> test.route().equals(route)).toList());
  }

  private List<TestResult> run(ConfigSnapshot rules, List<RouteTestCase> chosen) throws Exception {
    if (chosen.isEmpty()) {
      return List.of();
    }
    try (DryRun dryRun = DryRun.ofDecisions(workspace, rules)) {
      return chosen.stream().map(test -> run(test, rules, dryRun)).toList();
    }
  }

  private TestResult run(RouteTestCase test, ConfigSnapshot rules, DryRun dryRun) {
    return new TestResult(
        test.route(), test.name(), test.place(), differences(test, rules, dryRun));
  }

  private List<TestMismatch> differences(RouteTestCase test, ConfigSnapshot rules, DryRun dryRun) {
    String source = test.source();
    if (source == null || rules.reader(source).isEmpty()) {
      String got = source == null ? "a file without one" : "no source '" + source + "'";
      return List.of(new TestMismatch(test.place(), "", "a route from inbox:<source>", got));
    }
    ObjectNode call =
        test.given()
            .call(
                workspace,
                body ->
                    rules.reader(source).get().read(body, 1) instanceof ReadResult.Read read
                        ? read.call()
                        : null)
            .orElse(null);
    if (call == null) {
      return List.of(new TestMismatch(test.place(), "", "a call", "a sample that is no call"));
    }
    return compare(test, dryRun.tell(source, call));
  }

  private static List<TestMismatch> compare(RouteTestCase test, DryRunReport dryRunReport) {
    RouteTestCase.Expected expected = test.expected();
    if (expected.held() != null) {
      return ended("held", expected.held(), dryRunReport);
    }
    if (expected.ignored() != null) {
      return ended("ignored", expected.ignored(), dryRunReport);
    }
    Set<String> wanted =
        expected.destinations() == null
            ? Set.of()
            : expected.destinations().stream()
                .map(YamlNode.Scalar::text)
                .collect(Collectors.toCollection(TreeSet::new));
    boolean nowhere = wanted.isEmpty() && dryRunReport.state().equals("unrouted");
    if (!dryRunReport.state().equals("routed") && !nowhere) {
      return List.of(
          new TestMismatch(test.place(), "", String.join(", ", wanted), got(dryRunReport)));
    }
    return destinations(test.place(), expected.destinations(), wanted, named(dryRunReport));
  }

  private static List<TestMismatch> destinations(
      SourceLocation test, List<YamlNode.Scalar> written, Set<String> wanted, Set<String> named) {
    List<TestMismatch> testMismatches = new ArrayList<>();
    for (YamlNode.Scalar destination : written) {
      if (!named.contains(destination.text())) {
        testMismatches.add(
            new TestMismatch(destination.place(), destination.text(), "named", "not named"));
      }
    }
    for (String destination : named) {
      if (!wanted.contains(destination)) {
        testMismatches.add(new TestMismatch(test, destination, "not named", "named"));
      }
    }
    return testMismatches;
  }

  private static List<TestMismatch> ended(
      String state, YamlNode.Scalar reason, DryRunReport dryRunReport) {
    return dryRunReport.state().equals(state) && dryRunReport.reason().equals(reason.text())
        ? List.of()
        : List.of(
            new TestMismatch(reason.place(), "", state + ": " + reason.text(), got(dryRunReport)));
  }

  private static String got(DryRunReport dryRunReport) {
    return dryRunReport.state().equals("routed")
        ? "routed to " + String.join(", ", named(dryRunReport))
        : dryRunReport.state() + ": " + dryRunReport.reason();
  }

  private static Set<String> named(DryRunReport dryRunReport) {
    return dryRunReport.scenes().stream()
        .map(plannedRecord -> plannedRecord.named().destination())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
