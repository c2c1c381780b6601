package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code erase}: takes a person or a call out for good. */
@Command(
    name = "erase",
    description =
        "Takes everything about a person or a call out of the service for good, prints a "
            + "certificate, and keeps late calls and repeats out.",
    mixinStandardHelpOptions = true,
    footer = "What other systems were given stays there; the certificate names them.")
final class EraseCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;
  @Mixin private SubjectOptions whose = new SubjectOptions();
  @Mixin private Api api = new Api();

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "Why; kept for good, so do not name the person. Needed.")
  private String why;

  @Option(names = "--dry-run", description = "Only say how much it would be.")
  private boolean dryRun;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  EraseCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    String path = "/erasures" + whose.query();
    PrintWriter out = spec.commandLine().getOut();
    if (!json || dryRun) {
      JsonNode count = api.post(cliContext, path, body(true)).path("count");
      out.println(json ? count.toPrettyString() : "Held: " + counts(count) + ".");
    }
    if (!dryRun) {
      JsonNode certificate = api.post(cliContext, path, body(false)).path("certificate");
      if (json) {
        out.println(certificate.toPrettyString());
      } else {
        print(out, certificate);
      }
    }
    return Exit.OK;
  }

  private Map<String, Object> body(boolean countOnly) {
    Map<String, Object> body = new HashMap<>();
    body.put("dry_run", countOnly);
    if (why != null) {
      body.put("why", why);
    }
    return body;
  }

  private static String counts(JsonNode counts) {
    return counts.properties().stream()
        .map(one -> one.getValue().asText() + " " + one.getKey().replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  private static void print(PrintWriter out, JsonNode certificate) {
    out.printf("Certificate of erasure %s%n", certificate.path("id").asText());
    out.printf("  a %s%n", certificate.path("what").asText());
    out.printf(
        "  %s by %s: %s%n",
        ExplainCommand.time(certificate.path("at")),
        certificate.path("who").asText(),
        certificate.path("why").asText());
    JsonNode rows = certificate.path("rows");
    out.printf("  rows: %s%n", rows.isEmpty() ? "none were held" : counts(rows));
    JsonNode delivered = certificate.path("delivered");
    if (!delivered.isEmpty()) {
      out.printf("  given to others before, and still there: %s%n", counts(delivered));
    }
    if (certificate.path("under_way").asInt() > 0) {
      out.printf(
          "  %s being sent at that moment; they may have arrived%n",
          certificate.path("under_way").asText());
    }
    if (!certificate.path("complete").asBoolean()) {
      out.println(
          "  somebody reads the database, so its files still hold bytes of it; the service goes on"
              + " until they are gone, and the certificate then says when");
    } else {
      out.printf("  bytes gone at %s%n", ExplainCommand.time(certificate.path("bytes_gone_at")));
    }
  }
}
