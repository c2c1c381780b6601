package aftercall.cli;

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
        "Reads and routes held and quarantined calls again, as after a fix; with "
            + "--state routed also those that were routed. What was delivered before is not "
            + "delivered twice.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  private static final Bulk.Words WORDS =
      new Bulk.Words("/events/replay", "events", "routed again");

  private final Cli.World world;

  @Option(
      names = "--mapping",
      paramLabel = "current|original",
      description =
          "Routed calls too: their refused and dead deliveries are tried again, made by the mapping"
              + " in force or by the one of each delivery's first try.")
  private String mapping;

  @Mixin private Bulk bulk = new Bulk();
  @Spec private CommandSpec spec;

  ReplayCommand(Cli.World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    Map<String, String> more = mapping == null ? Map.of() : Map.of("mapping", mapping);
    return bulk.act(world, spec.commandLine().getOut(), more, WORDS);
  }
}
