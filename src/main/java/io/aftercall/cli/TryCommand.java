package io.aftercall.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.StoredRequest;
import io.aftercall.config.Source;
import io.aftercall.config.Workspace;
import io.aftercall.dryrun.DryRun;
import io.aftercall.dryrun.DryRunAnswers;
import io.aftercall.reload.ConfigSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code try}: what would happen with one payload; nothing is stored, nothing is sent. */
@Command(
    name = "try",
    description =
        "Shows what would happen with one payload: what we understand, what each rule "
            + "says, what each destination would get. Stores nothing and sends nothing.",
    mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Parameters(paramLabel = "FILE", description = "The payload, or - for standard input.")
  private String file;

  @Option(names = "--source", paramLabel = "S", description = "Whose payload (config/sources).")
  private String source;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Option(
      names = "--answer",
      paramLabel = "FILE",
      description =
          "JSON: what the systems would answer to the questions of the routes, a list in their"
              + " order or an object by their names (the 'as' of http-json; soql: records of"
              + " Salesforce). Without it they find nothing.")
  private String answer;

  @Mixin private WorkspaceOptions workspaceOptions = new WorkspaceOptions();
  @Spec private CommandSpec spec;

  TryCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() throws IOException {
    byte[] body = read(file);
    Workspace workspace = workspaceOptions.workspace();
    ConfigSnapshot rules = workspaceOptions.rules(workspace, cliContext);
    String name = source(rules);
    DryRunAnswers answers = answers();
    PrintWriter out = spec.commandLine().getOut();
    DryRun dryRun = workspaceOptions.dryRun(workspace, rules, cliContext);
    try {
      ObjectNode report = dryRun.tell(name, StoredRequest.of(body, 1), answers).json();
      if (json) {
        ArrayNode unused = report.putArray("unused_answers");
        answers.unused().forEach(unused::add);
        out.println(report.toPrettyString());
      } else {
        new DryRunPrinter(out).tell(report);
        answers.unused().forEach(sentence -> out.printf("%nNote: %s%n", sentence));
      }
    } finally {
      dryRun.closeAside();
    }
    return Exit.OK;
  }

  private DryRunAnswers answers() throws IOException {
    if (answer == null) {
      return DryRunAnswers.none();
    }
    try {
      return DryRunAnswers.of(new ObjectMapper().readTree(read(answer)));
    } catch (JsonProcessingException noJson) {
      JsonLocation at = noJson.getLocation();
      String where = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw new CliException(
          Exit.USAGE, answer + where + ": no JSON: " + noJson.getOriginalMessage());
    } catch (IllegalArgumentException unfit) {
      throw new CliException(Exit.USAGE, answer + ": " + unfit.getMessage());
    }
  }

  private String source(ConfigSnapshot rules) {
    List<String> names = rules.sources().all().stream().map(Source::name).toList();
    if (source == null && names.size() == 1) {
      return names.get(0);
    }
    if (source == null) {
      throw new CliException(
          Exit.USAGE, "Say whose payload it is: --source " + String.join("|", names));
    }
    UnknownName.refuse("source", source, names);
    return source;
  }

  static byte[] read(String file) throws IOException {
    if (file.equals("-")) {
      try (InputStream in = System.in) {
        return in.readAllBytes();
      }
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new CliException(Exit.NO_SUCH_NAME, "There is no file " + file);
    }
    return Files.readAllBytes(path);
  }
}
