package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reconcile}: fetches what never came. */
@Command(
    name = "reconcile",
    description =
        "Compares the calls here with the platform's own list, takes in what never came, and "
            + "prints the account. Needs the platform's API key, in the service's environment.",
    mixinStandardHelpOptions = true,
    footer = "May be broken off at any time: what was taken in is known the next time.")
final class ReconcileCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Said also when there are none. */
  private static final Set<String> ALWAYS =
      Set.of("seen", "known", "missing", "ingested", "refused");

  private final Cli.CliContext cliContext;
  @Mixin private Api api = new Api();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      required = true,
      description = "Calls that began since: 24h, 7d or 2026-01-31T08:00:00Z.")
  private String since;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Of this source; needed when several have a platform.")
  private String source;

  @Option(
      names = "--changed",
      description = "Also take in calls that are here with other content, as a new revision.")
  private boolean changed;

  @Option(names = "--dry-run", description = "Only say what is missing.")
  private boolean dryRun;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  ReconcileCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Integer> account = new LinkedHashMap<>();
    ArrayNode calls = JSON.createArrayNode();
    String after = "";
    while (after != null) {
      JsonNode page = api.post(cliContext, "/reconcile" + query(after), Map.of("dry_run", dryRun));
      page.path("account")
          .properties()
          .forEach(one -> account.merge(one.getKey(), one.getValue().asInt(), Integer::sum));
      page.path("calls").forEach(calls::add);
      after = page.path("next").isNull() ? null : page.path("next").asText();
      if (after != null) {
        await(Duration.ofSeconds(page.path("wait_seconds").asLong()));
      }
    }
    if (json) {
      ObjectNode all = JSON.createObjectNode();
      all.set("account", JSON.valueToTree(account));
      all.set("calls", calls);
      out.println(all.toPrettyString());
    } else {
      print(out, account, calls);
    }
    return account.getOrDefault("refused", 0) > 0 ? Exit.FINDINGS : Exit.OK;
  }

  private String query(String after) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("since", since);
    said.put("source", source);
    said.put("changed", changed ? "true" : null);
    said.put("after", after.isEmpty() ? null : after);
    said.values().removeIf(value -> value == null);
    return said.entrySet().stream()
        .map(one -> one.getKey() + "=" + FilterOptions.encoded(one.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** The platform allows so many requests a minute. */
  private void await(Duration wait) {
    if (!wait.isZero()) {
      spec.commandLine()
          .getErr()
          .printf("The platform's requests are used up; going on in %d s.%n", wait.toSeconds());
      try {
        Thread.sleep(wait.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CliException(Exit.TRY_AGAIN, "interrupted; what was taken in is kept");
      }
    }
  }

  private void print(PrintWriter out, Map<String, Integer> account, ArrayNode calls) {
    Table table = new Table(3);
    if (!calls.isEmpty()) {
      table.row("CALL", "IS", "WHY");
      calls.forEach(
          call ->
              table.row(
                  call.path("call_id").asText(),
                  call.path("is").asText(),
                  call.path("why").asText()));
      table.print(out);
    }
    out.println(
        account.entrySet().stream()
            .filter(one -> one.getValue() > 0 || ALWAYS.contains(one.getKey()))
            .map(one -> one.getValue() + " " + one.getKey())
            .collect(Collectors.joining(", ", "", ".")));
    if (account.getOrDefault("missing", 0) > 0) {
      out.println("Nothing was taken in, for this was a dry run.");
    }
    if (account.getOrDefault("changed", 0) > 0) {
      out.println("Changed ones are taken in with --changed.");
    }
  }
}
