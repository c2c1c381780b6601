package io.aftercall.cli;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.lint.Linter;
import io.aftercall.lint.org.OrgCheck;
import io.aftercall.notification.NotifySettingsCheck;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: whether all pieces fit; all problems at once. */
@Command(
    name = "check",
    description =
        "Finds mistakes in config/ and routes/, all at once, as file:line:column: code: "
            + "message (hint). Needs no server and no database; with --org it asks Salesforce what "
            + "its objects look like, and changes nothing there.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final List<String> NOTIFY =
      List.of("AFTERCALL_NOTIFY_MAIL_TO", "AFTERCALL_NOTIFY_CHAT_URL");

  private final Cli.CliContext cliContext;

  /** How problems are printed. */
  enum Format {
    TEXT,
    JSON,
    SARIF
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, or sarif for CI systems that show problems beside the lines.")
  private Format format;

  @Option(names = "--json", description = "For machines; the same as --format json.")
  private boolean json;

  @Option(
      names = "--org",
      description = "Also compares mappings with the Salesforce org, by the login of the service.")
  private boolean org;

  @Mixin private WorkspaceOptions workspaceOptions = new WorkspaceOptions();
  @Spec private CommandSpec spec;

  CheckCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    Workspace workspace = workspaceOptions.workspace();
    List<Problem> problems = new ArrayList<>(Linter.all(workspace, cliContext.environment()));
    problems.addAll(ofNotifications(workspace));
    if (org) {
      problems.addAll(ofOrg(workspace));
    }
    long errors = problems.stream().filter(problem -> !problem.isWarning()).count();
    PrintWriter out = spec.commandLine().getOut();
    switch (json ? Format.JSON : format) {
      case JSON -> out.println(ProblemJson.of(problems).toPrettyString());
      case SARIF -> out.println(Sarif.of(problems).toPrettyString());
      case TEXT -> {
        problems.forEach(p -> out.println(p.isWarning() ? p + " [warning]" : p.toString()));
        out.println(summary(workspace, errors, problems.size() - errors));
      }
    }
    return errors == 0 ? Exit.OK : Exit.FINDINGS;
  }

  /** Reading all settings takes its time, so only where somebody has set one of these. */
  private List<Problem> ofNotifications(Workspace workspace) {
    String file = workspace.files().getOrDefault("config/application.yaml", "");
    boolean set =
        file.contains("notify:")
            || NOTIFY.stream().anyMatch(name -> cliContext.environment().apply(name) != null);
    return set
        ? NotifySettingsCheck.of(
            cliContext.settings().apply(workspaceOptions.home().toString()), file)
        : List.of();
  }

  private List<Problem> ofOrg(Workspace workspace) {
    try {
      return OrgCheck.all(
          workspace, cliContext.settings().apply(workspaceOptions.home().toString()));
    } catch (OrgCheck.NoOrg e) {
      String message = "The Salesforce org cannot be asked: " + e.getMessage();
      throw new CliException(e.isUnset() ? Exit.CONFIGURATION : Exit.UNAVAILABLE, message);
    }
  }

  private static String summary(Workspace workspace, long errors, long warnings) {
    String beside = warnings == 0 ? "" : ", " + counted(warnings, "warning");
    return errors == 0
        ? "All well: %d files fit together%s.".formatted(workspace.files().size(), beside)
        : counted(errors, "problem") + beside + ".";
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
