package io.aftercall.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code config}: the rules that serve and those that served. */
@Command(
    name = "config",
    description =
        "The rules that serve, those that served before, and the way back to them. Every set of"
            + " files that served is kept with its hash.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "history|show|diff|rollback")
final class ConfigCommand {
  private ConfigCommand() {}

  static CommandLine with(Cli.CliContext cliContext) {
    return new CommandLine(new ConfigCommand())
        .addSubcommand(new ConfigHistoryCommand(cliContext))
        .addSubcommand(new ConfigShowCommand(cliContext))
        .addSubcommand(new ConfigDiffCommand(cliContext))
        .addSubcommand(new ConfigRollbackCommand(cliContext));
  }

  /** As people read a hash. */
  static String brief(String hash) {
    return hash.length() > 12 ? hash.substring(0, 12) : hash;
  }
}
