package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.config.Problem;
import io.aftercall.config.Source;
import io.aftercall.config.Workspace;
import io.aftercall.dryrun.RouteTestSuite;
import io.aftercall.mapping.MappingTestSuite;
import io.aftercall.mapping.TestResult;
import io.aftercall.reload.ConfigSnapshot;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
  private final Cli.CliContext cliContext;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "A mapping or a decide route: salesforce-lead, post-call.")
  private List<String> names = new ArrayList<>();

  enum Format {
    TEXT,
    JUNIT,
    JSON
  }

  @Option(
      names = "--format",
      paramLabel = "text|junit|json",
      defaultValue = "text",
      description = "junit: the XML that CI servers read.")
  private Format format;

  @Mixin private WorkspaceOptions workspaceOptions = new WorkspaceOptions();
  @Spec private CommandSpec spec;

  TestCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() throws Exception {
    Workspace workspace = workspaceOptions.workspace();
    ConfigSnapshot rules = workspaceOptions.rules(workspace, cliContext);
    List<Problem> problems = new ArrayList<>();
    MappingTestSuite tests = MappingTestSuite.load(workspace, rules.mappings(), problems);
    RouteTestSuite decisions = RouteTestSuite.load(workspace, problems);
    PrintWriter out = spec.commandLine().getOut();
    if (!problems.isEmpty()) {
      problems.forEach(spec.commandLine().getErr()::println);
      return Exit.CONFIGURATION;
    }
    List<TestResult> results = new ArrayList<>(tests.run(body -> read(rules, body)));
    results.addAll(decisions.run(rules));
    Set<String> known = new TreeSet<>();
    results.forEach(result -> known.add(result.mapping()));
    names.forEach(name -> UnknownName.refuse("mapping or route with tests", name, known));
    results.removeIf(result -> !names.isEmpty() && !names.contains(result.mapping()));
    return report(out, results);
  }

  private int report(PrintWriter out, List<TestResult> results) {
    if (results.isEmpty()) {
      throw new CliException(
          Exit.NO_SUCH_NAME, "There are no tests here: no *.test.yaml beside mappings or routes");
    }
    long failed = results.stream().filter(result -> !result.passed()).count();
    if (format == Format.TEXT) {
      text(out, results, failed);
    } else {
      out.println(format == Format.JUNIT ? JunitXml.of(results) : json(results));
    }
    return failed == 0 ? Exit.OK : Exit.FINDINGS;
  }

  private static void text(PrintWriter out, List<TestResult> results, long failed) {
    for (TestResult result : results) {
      out.printf(
          "%s  %s: %s%n", result.passed() ? "ok  " : "FAIL", result.mapping(), result.test());
      result.differences().forEach(testMismatch -> out.println("        " + testMismatch));
    }
    out.printf("%d passed, %d failed%n", results.size() - failed, failed);
  }

  private static String json(List<TestResult> results) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (TestResult result : results) {
      ArrayNode differences =
          all.addObject()
              .put("of", result.mapping())
              .put("test", result.test())
              .put("passed", result.passed())
              .putArray("differences");
      result.differences().forEach(mismatch -> differences.add(mismatch.toString()));
    }
    return all.toPrettyString();
  }

  /** By the rules of the first source: samples are its bodies. */
  private static JsonNode read(ConfigSnapshot rules, byte[] body) {
    return rules.sources().all().stream()
        .findFirst()
        .map(Source::rules)
        .map(CallReader::new)
        .map(reader -> reader.read(body, 1))
        .filter(ReadResult.Read.class::isInstance)
        .map(readResult -> ((ReadResult.Read) readResult).call())
        .orElse(null);
  }
}
