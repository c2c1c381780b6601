package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: examines the running service. */
@Command(
    name = "doctor",
    description =
        "Examines the running service: whether the store commits, the clock, the files, the webhook"
            + " endpoint, and whether Salesforce and the mail server let us in. Sends nothing.",
    mixinStandardHelpOptions = true,
    footer = "Files alone, without a service, are examined by check.")
final class DoctorCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  DoctorCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode findings = api.get(cliContext, "/doctor").path("findings");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(findings.toPrettyString());
    } else {
      Table table = new Table(3).row("EXAMINED", "IS", "FOUND");
      for (JsonNode finding : findings) {
        table.row(
            finding.path("what").asText(),
            finding.path("grade").asText(),
            finding.path("says").asText());
      }
      table.print(out);
    }
    return bad(findings) ? Exit.FINDINGS : Exit.OK;
  }

  private static boolean bad(JsonNode findings) {
    return StreamSupport.stream(findings.spliterator(), false)
        .anyMatch(finding -> finding.path("grade").asText().equals("bad"));
  }
}
