package io.aftercall.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: held and quarantined calls are read and routed again. */
@Command(
    name = "replay",
    description =
        "Reads and routes held, quarantined and unrouted calls again, as after a fix; with "
            + "--state routed also those that were routed. What was delivered before is not "
            + "delivered twice.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  private static final BulkOptions.Words WORDS =
      new BulkOptions.Words("/events/replay", "events", "routed again");

  private final Cli.CliContext cliContext;

  @Option(
      names = "--mapping",
      paramLabel = "current|original",
      description =
          "original tries rejected and failed deliveries of these calls again, made by the version"
              + " of the mapping their first try used; current, the default, routes the calls again.")
  private String mapping;

  @Option(
      names = "--body",
      paramLabel = "FILE",
      description =
          "Takes in this body, mended by hand, as a webhook of --event or of --source; the event it"
              + " was mended from is dismissed. Needs --why.")
  private Path body;

  @Option(
      names = "--event",
      paramLabel = "RECEIPT",
      description = "The event whose body was mended, by its receipt ('events --json' shows it).")
  private String event;

  @Mixin private BulkOptions bulkOptions = new BulkOptions();
  @Spec private CommandSpec spec;

  ReplayCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    if (body != null) {
      return bulkOptions.takeIn(cliContext, spec.commandLine().getOut(), body, event);
    }
    if (event != null) {
      throw new CliException(Exit.USAGE, "--event goes with --body; to route again use --call");
    }
    BulkOptions.Words words = RetryCommand.isOriginal(mapping) ? RetryCommand.AS_AT_FIRST : WORDS;
    return bulkOptions.act(cliContext, spec.commandLine().getOut(), Map.of(), words);
  }
}
