package io.aftercall.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code discard}: drops deliveries for good, or with --events dismisses events that wait for a
 * person; --why is kept with each of them.
 */
@Command(
    name = "discard",
    description =
        "Drops deliveries for good, or with --events dismisses events that are held, quarantined"
            + " or unrouted; --why is kept with each of them.",
    mixinStandardHelpOptions = true)
final class DiscardCommand implements Callable<Integer> {
  private static final BulkOptions.Words WORDS =
      new BulkOptions.Words("/deliveries/discard", "deliveries", "discarded");

  private static final BulkOptions.Words OF_EVENTS =
      new BulkOptions.Words("/events/dismiss", "events", "dismissed");

  private final Cli.CliContext cliContext;

  @Option(names = "--events", description = "Events that wait for a person, and not deliveries.")
  private boolean events;

  @Option(names = "--destination", paramLabel = "NAME", description = "Only to this destination.")
  private String destination;

  @Mixin private BulkOptions bulkOptions = new BulkOptions();
  @Spec private CommandSpec spec;

  DiscardCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    if (events) {
      if (destination != null) {
        throw new CliException(Exit.USAGE, "--destination goes with deliveries, not with --events");
      }
      return bulkOptions.act(cliContext, spec.commandLine().getOut(), Map.of(), OF_EVENTS);
    }
    Map<String, String> more = destination == null ? Map.of() : Map.of("destination", destination);
    return bulkOptions.act(cliContext, spec.commandLine().getOut(), more, WORDS);
  }
}
