package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.dryrun.Preview;
import io.aftercall.lint.Linter;
import io.aftercall.reload.ConfigSnapshot;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preview}: what edited rules would do otherwise with the calls that came. */
@Command(
    name = "preview",
    description =
        "Runs edited rules over the calls the service has stored, beside the rules that serve, and"
            + " says record by record what would be created, changed, no longer sent, routed"
            + " elsewhere or rejected. Sends nothing and changes nothing; ends with 2 when anything"
            + " differs.",
    mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {
  private static final String SERVING = "/config/versions/serving/files";

  private final Cli.CliContext cliContext;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "7d",
      description = "Calls that came in since: 30m, 24h, 7d or a time (default: 7d).")
  private String since;

  @Option(names = "--source", paramLabel = "NAME", description = "Only calls of this source.")
  private String source;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "The edited config/ and routes/ lie here, not in the working copy.")
  private Path against;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many calls to list at most; all are counted (default: 50).")
  private int limit;

  @Option(names = "--json", description = "For machines; lists all.")
  private boolean json;

  @Mixin private WorkspaceOptions workspaceOptions = new WorkspaceOptions();
  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  PreviewCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    Workspace after =
        (against == null ? workspaceOptions : WorkspaceOptions.at(against)).workspace();
    stopAtProblems(after);
    Workspace before = serving();
    PrintWriter out = spec.commandLine().getOut();
    PreviewSummary tally = new PreviewSummary(json ? Integer.MAX_VALUE : limit);
    try (Preview preview = Preview.open(side(before), side(after))) {
      Progress progress = new Progress(spec.commandLine().getErr());
      new StoredCalls(cliContext, api, filters())
          .forEach(page -> progress.add(page.count(), tally.add(preview, page.calls())));
    } catch (CliException known) {
      throw known;
    } catch (Exception e) {
      throw new CliException(Exit.CONFIGURATION, "The routes cannot be loaded: " + e.getMessage());
    }
    if (json) {
      out.println(tally.json(before.hash(), after.hash()).toPrettyString());
    } else {
      new PreviewText(out).print(tally, before, after);
    }
    return tally.differing() == 0 ? Exit.OK : Exit.DIFFERENCES;
  }

  private Preview.Side side(Workspace workspace) {
    ConfigSnapshot rules = workspaceOptions.rules(workspace, cliContext);
    return new Preview.Side(workspace, rules, cliContext.understudies());
  }

  /** What would be refused anyway needs no preview. */
  private void stopAtProblems(Workspace after) {
    List<Problem> problems =
        Linter.all(after, cliContext.environment()).stream()
            .filter(one -> !one.isWarning())
            .toList();
    if (!problems.isEmpty()) {
      throw new CliException(
          Exit.CONFIGURATION,
          problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
  }

  private Workspace serving() {
    JsonNode files = api.get(cliContext, SERVING);
    Map<String, String> texts = new HashMap<>();
    files.properties().forEach(file -> texts.put(file.getKey(), file.getValue().asText()));
    return Workspace.of(texts);
  }

  private String filters() {
    String query = "?since=" + FilterOptions.encoded(since);
    return source == null ? query : query + "&source=" + FilterOptions.encoded(source);
  }
}
