package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config diff}: what two versions differ in. */
@Command(
    name = "diff",
    description =
        "What two versions differ in, as a unified diff; ends with 2 when they do. Besides hashes,"
            + " serving names what serves and files what lies in the service's folders now.",
    mixinStandardHelpOptions = true)
final class ConfigDiffCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;
  @Mixin private Api api = new Api();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FROM",
      description = "A hash, serving or files (default: serving).")
  private String from;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TO",
      description = "The same (default: files; serving where FROM is a hash).")
  private String to;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  ConfigDiffCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String first = from == null ? "serving" : from;
    String otherwise = first.equals("serving") ? "files" : "serving";
    String second = to == null ? otherwise : to;
    JsonNode files =
        api.get(
                cliContext,
                "/config/diff?from="
                    + FilterOptions.encoded(first)
                    + "&to="
                    + FilterOptions.encoded(second))
            .path("files");
    if (json) {
      out.println(files.toPrettyString());
    } else if (files.isEmpty()) {
      out.println("No differences.");
    } else {
      print(out, files);
    }
    return files.isEmpty() ? Exit.OK : Exit.DIFFERENCES;
  }

  static void print(PrintWriter out, JsonNode files) {
    files.forEach(file -> out.print(file.path("diff").asText()));
    out.flush();
  }
}
