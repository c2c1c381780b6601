package io.aftercall.cli;

import io.aftercall.config.DidYouMean;
import io.aftercall.dryrun.DryRunBeans;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.core.env.Environment;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: verbs, help, exit codes. */
@Command(
    name = "aftercall",
    description =
        "Every finished call of your AI phone assistant reaches the CRM, the inbox and "
            + "the other systems exactly as your YAML says, or stands visibly in a list with "
            + "the reason why not.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    exitCodeOnInvalidInput = Exit.USAGE,
    footer =
        "Exit codes: 0 ok, 1 findings or failed tests, 2 differences, 64 usage, 66 no such call or "
            + "name, 69 service unavailable, 75 try again, 78 invalid configuration.")
public final class Cli {
  /**
   * What the verbs stand on.
   *
   * @param serve starts the service with these arguments and says the exit code, or a negative
   *     number when it goes on running
   * @param understudies the beans of a dry run
   * @param settings those of the service, for an installation folder
   * @param environment value of an environment variable, or null
   */
  public record CliContext(
      Function<String[], Integer> serve,
      DryRunBeans understudies,
      Function<String, Environment> settings,
      UnaryOperator<String> environment) {}

  private static final Map<String, Function<CliContext, Object>> VERBS = new LinkedHashMap<>();

  static {
    VERBS.put("serve", ServeCommand::new);
    VERBS.put("check", CheckCommand::new);
    VERBS.put("test", TestCommand::new);
    VERBS.put("try", TryCommand::new);
    VERBS.put("send", SendCommand::new);
    VERBS.put("status", StatusCommand::new);
    VERBS.put("sources", SourcesCommand::new);
    VERBS.put("destinations", DestinationsCommand::new);
    VERBS.put("pause", PauseCommand::new);
    VERBS.put("resume", ResumeCommand::new);
    VERBS.put("events", EventsCommand::new);
    VERBS.put("deliveries", DeliveriesCommand::new);
    VERBS.put("explain", ExplainCommand::new);
    VERBS.put("retry", RetryCommand::new);
    VERBS.put("replay", ReplayCommand::new);
    VERBS.put("discard", DiscardCommand::new);
    VERBS.put("person", PersonCommand::new);
    VERBS.put("suppress", SuppressCommand::new);
    VERBS.put("suppressions", SuppressionsCommand::new);
    VERBS.put("promises", PromisesCommand::new);
    VERBS.put("jobs", JobsCommand::new);
    VERBS.put("audit", AuditCommand::new);
    VERBS.put("reconcile", ReconcileCommand::new);
    VERBS.put("erase", EraseCommand::new);
    VERBS.put("export", ExportCommand::new);
    VERBS.put("rotate-keys", RotateKeysCommand::new);
    VERBS.put("preview", PreviewCommand::new);
    VERBS.put("users", UsersCommand::new);
    VERBS.put("tokens", TokensCommand::new);
    VERBS.put("config", ConfigCommand::with);
    VERBS.put("drift", DriftCommand::new);
    VERBS.put("notify", NotifyCommand::new);
    VERBS.put("doctor", DoctorCommand::new);
    VERBS.put("confirm-clock", ConfirmClockCommand::new);
    VERBS.put("backup", BackupCommand::new);
    VERBS.put("restore", RestoreCommand::new);
    VERBS.put("generate-completion", context -> new GenerateCompletion());
  }

  private Cli() {}

  /**
   * Runs a command line on standard output and standard error.
   *
   * @return the exit code, or a negative number when the service goes on running
   */
  public static int run(CliContext cliContext, String... args) {
    if (startsService(args)) {
      return cliContext.serve().apply(args);
    }
    return commandLine(cliContext, args)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(writer(FileDescriptor.out))
        .setErr(writer(FileDescriptor.err))
        .execute(args);
  }

  /** Settings alone, {@code --server.port=9000}, start the service too. */
  private static boolean startsService(String... args) {
    return args.length == 0 || (args[0].startsWith("--") && args[0].contains("."));
  }

  /** With all verbs, or with the one that is asked for, which starts faster. */
  static CommandLine commandLine(CliContext cliContext, String... args) {
    CommandLine line = new CommandLine(new Cli());
    boolean known =
        args.length > 0 && VERBS.containsKey(args[0]) && !args[0].equals("generate-completion");
    VERBS.forEach(
        (name, verb) -> {
          if (!known || name.equals(args[0])) {
            line.addSubcommand(verb.apply(cliContext));
          }
        });
    line.setExecutionExceptionHandler(Cli::explain);
    line.setParameterExceptionHandler(Cli::explainUsage);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  /** Always UTF-8: names have umlauts, also where the locale is POSIX. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    Writer utf8 = new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8);
    return new PrintWriter(new VisibleControls(utf8), true);
  }

  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    if (failure instanceof CliException known) {
      line.getErr().println(known.getMessage());
      return known.exit();
    }
    line.getErr().println("This should not have happened: " + failure);
    return Exit.FINDINGS;
  }

  private static int explainUsage(CommandLine.ParameterException wrong, String... args) {
    CommandLine line = wrong.getCommandLine();
    if (line.getParent() == null && args.length > 0 && !args[0].startsWith("-")) {
      // No option can have been meant: it is the verb that is not known.
      line.getErr()
          .println(
              "There is no verb '%s'; %s"
                  .formatted(args[0], DidYouMean.hint(args[0], line.getSubcommands().keySet())));
      return Exit.NO_SUCH_NAME;
    }
    line.getErr().println(wrong.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, line.getErr())) {
      line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
    }
    return Exit.USAGE;
  }
}
