package aftercall.cli;

import aftercall.config.Source;
import aftercall.config.Workspace;
import aftercall.route.Rehearsal;
import aftercall.route.Ruleset;
import aftercall.route.Story;
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
  private final Cli.World world;

  @Parameters(paramLabel = "FILE", description = "The payload, or - for standard input.")
  private String file;

  @Option(names = "--source", paramLabel = "S", description = "Whose payload (config/sources).")
  private String source;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private Installation installation = new Installation();
  @Spec private CommandSpec spec;

  TryCommand(Cli.World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws IOException {
    byte[] body = read(file);
    Workspace workspace = installation.workspace();
    Ruleset rules = installation.rules(workspace, world);
    String name = source(rules);
    PrintWriter out = spec.commandLine().getOut();
    try (Rehearsal rehearsal = installation.rehearsal(workspace, rules, world)) {
      Story story = rehearsal.tell(name, body);
      if (json) {
        out.println(story.json().toPrettyString());
      } else {
        new StoryText(out).tell(story.json());
      }
    }
    return Exit.OK;
  }

  private String source(Ruleset rules) {
    List<String> names = rules.sources().all().stream().map(Source::name).toList();
    if (source == null && names.size() == 1) {
      return names.get(0);
    }
    if (source == null || !names.contains(source)) {
      throw new Failure(
          Exit.USAGE,
          (source == null ? "Say whose payload it is" : "There is no source '" + source + "'")
              + ": --source "
              + String.join("|", names));
    }
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
      throw new Failure(Exit.USAGE, "There is no file " + file);
    }
    return Files.readAllBytes(path);
  }
}
