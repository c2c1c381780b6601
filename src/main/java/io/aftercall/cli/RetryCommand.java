package io.aftercall.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code retry}: Tries rejected and failed deliveries again. */
@Command(
    name = "retry",
    description = "Tries rejected and failed deliveries again.",
    mixinStandardHelpOptions = true)
final class RetryCommand implements Callable<Integer> {
  private static final BulkOptions.Words WORDS =
      new BulkOptions.Words("/deliveries/retry", "deliveries", "tried again");

  static final BulkOptions.Words AS_AT_FIRST =
      new BulkOptions.Words(
          "/deliveries/retry-original",
          "deliveries",
          "tried again by the mapping of their first try");

  private final Cli.CliContext cliContext;

  @Option(names = "--destination", paramLabel = "NAME", description = "Only to this destination.")
  private String destination;

  @Option(
      names = "--mapping",
      paramLabel = "current|original",
      description =
          "By the mapping in force, or by the one of each delivery's first try (default: current).")
  private String mapping;

  @Mixin private BulkOptions bulkOptions = new BulkOptions();
  @Spec private CommandSpec spec;

  RetryCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    Map<String, String> more = destination == null ? Map.of() : Map.of("destination", destination);
    return bulkOptions.act(
        cliContext, spec.commandLine().getOut(), more, isOriginal(mapping) ? AS_AT_FIRST : WORDS);
  }

  static boolean isOriginal(String mapping) {
    if (mapping != null && !mapping.equals("current") && !mapping.equals("original")) {
      throw new CliException(Exit.USAGE, "--mapping is current or original, not '" + mapping + "'");
    }
    return "original".equals(mapping);
  }
}
