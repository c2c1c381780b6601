package io.aftercall.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code serve}: the service. */
@Command(
    name = "serve",
    description = "Runs the service: the webhook endpoint, the routes, the console.",
    mixinStandardHelpOptions = true,
    footer = "Settings may follow as --aftercall.webhook.port=8080; they win over files.")
final class ServeCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Option(
      names = "--mode",
      paramLabel = "live|dry-run",
      description = "dry-run: everything runs and is recorded, nothing is sent.")
  private String mode;

  @Unmatched private List<String> settings = new ArrayList<>();

  ServeCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    for (String setting : settings) {
      if (!setting.startsWith("--")) {
        throw new CliException(
            Exit.USAGE,
            "'" + setting + "' is no setting; settings look like --aftercall.mode=live");
      }
    }
    if (mode != null && !mode.equals("live") && !mode.equals("dry-run")) {
      throw new CliException(Exit.USAGE, "--mode is live or dry-run, not '" + mode + "'");
    }
    List<String> all = new ArrayList<>(settings);
    if (mode != null) {
      all.add("--aftercall.mode=" + mode);
    }
    return cliContext.serve().apply(all.toArray(String[]::new));
  }
}
