package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rotate-keys}: encrypts everything with the current key. */
@Command(
    name = "rotate-keys",
    description =
        "Seals the bodies of all stored calls with the current key, those that lie open too; then "
            + "older keys may be taken out of AFTERCALL_PRIVACY_KEYS.",
    mixinStandardHelpOptions = true,
    footer = "May be broken off at any time; run again, it goes on with what is left.")
final class RotateKeysCommand implements Callable<Integer> {
  /** Pages between two lines. */
  private static final int TOLD_EVERY = 50;

  private final Cli.CliContext cliContext;
  @Mixin private Api api = new Api();

  @Option(
      names = "--from",
      paramLabel = "ID",
      description = "Where to go on, as the last line of a run that was broken off says.")
  private String from = "";

  @Spec private CommandSpec spec;

  RotateKeysCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String after = from;
    long seen = 0;
    long sealed = 0;
    long all = 0;
    for (int page = 1; ; page++) {
      JsonNode done =
          api.post(cliContext, "/rotate-keys?after=" + FilterOptions.encoded(after), Map.of());
      all = Math.max(all, done.path("all").asLong());
      seen += done.path("seen").asLong();
      sealed += done.path("sealed").asLong();
      if (done.path("next").isNull()) {
        return end(out, done, sealed);
      }
      after = done.path("next").asText();
      if (page % TOLD_EVERY == 0) {
        String of = all == 0 ? "" : " of " + all;
        out.printf("%d%s looked at, %d sealed; at %s%n", seen, of, sealed, after);
      }
    }
  }

  private static int end(PrintWriter out, JsonNode last, long sealed) {
    out.printf("%d bodies sealed with the key %s.%n", sealed, last.path("key").asText());
    if (last.path("done").asBoolean()) {
      out.println(
          "No other key is needed any more: it may be taken out of AFTERCALL_PRIVACY_KEYS.");
      return Exit.OK;
    }
    out.println(
        "Some bodies still have another key, or none: another node may put them down so. Set the"
            + " same keys on every node, then run this again.");
    return Exit.TRY_AGAIN;
  }
}
