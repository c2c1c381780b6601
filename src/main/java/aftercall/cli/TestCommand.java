package aftercall.cli;

import aftercall.call.CallReader;
import aftercall.call.Reading;
import aftercall.config.Problem;
import aftercall.config.Source;
import aftercall.config.Workspace;
import aftercall.mapping.MappingTests;
import aftercall.mapping.TestResult;
import aftercall.route.DecideTests;
import aftercall.route.Ruleset;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test}: runs the tests beside mappings and decide routes. */
@Command(
    name = "test",
    description =
        "Runs the *.test.yaml beside mappings and decide routes, all of them or those "
            + "of the names given.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  private final Cli.World world;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "A mapping or a decide route: salesforce-lead, post-call.")
  private List<String> names = new ArrayList<>();

  @Mixin private Installation installation = new Installation();
  @Spec private CommandSpec spec;

  TestCommand(Cli.World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws Exception {
    Workspace workspace = installation.workspace();
    Ruleset rules = installation.rules(workspace, world);
    List<Problem> problems = new ArrayList<>();
    MappingTests tests = MappingTests.load(workspace, rules.mappings(), problems);
    DecideTests decisions = DecideTests.load(workspace, problems);
    PrintWriter out = spec.commandLine().getOut();
    if (!problems.isEmpty()) {
      problems.forEach(spec.commandLine().getErr()::println);
      return Exit.CONFIGURATION;
    }
    List<TestResult> results = new ArrayList<>(tests.run(body -> read(rules, body)));
    results.addAll(decisions.run(rules));
    results.removeIf(result -> !names.isEmpty() && !names.contains(result.mapping()));
    return report(out, results);
  }

  private int report(PrintWriter out, List<TestResult> results) {
    if (results.isEmpty()) {
      throw new Failure(Exit.USAGE, "There are no tests of " + String.join(", ", names));
    }
    long failed = 0;
    for (TestResult result : results) {
      out.printf(
          "%s  %s: %s%n", result.passed() ? "ok  " : "FAIL", result.mapping(), result.test());
      result.differences().forEach(difference -> out.println("        " + difference));
      failed += result.passed() ? 0 : 1;
    }
    out.printf("%d passed, %d failed%n", results.size() - failed, failed);
    return failed == 0 ? Exit.OK : Exit.FINDINGS;
  }

  /** By the rules of the first source: samples are its bodies. */
  private static JsonNode read(Ruleset rules, byte[] body) {
    return rules.sources().all().stream()
        .findFirst()
        .map(Source::rules)
        .map(CallReader::new)
        .map(reader -> reader.read(body, 1))
        .filter(Reading.Read.class::isInstance)
        .map(reading -> ((Reading.Read) reading).call())
        .orElse(null);
  }
}
