package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Acts on all that the filters name: first counted, then done, with progress where it is long. */
final class BulkOptions {
  @Mixin private Api api = new Api();
  @Mixin private FilterOptions filterOptions = new FilterOptions();

  @Option(names = "--all", description = "Everything, where no filter is given.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only say how many it would be.")
  private boolean dryRun;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "Why; kept with what is changed. Do not name a person there.")
  private String why;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "At most so many per second, such as 5 or 0.5.")
  private Double rate;

  @Option(
      names = "--detach",
      description = "Do not wait for a long one; 'orders' shows how it is going.")
  private boolean detach;

  int act(Cli.CliContext cliContext, PrintWriter out, Map<String, String> more, Words words) {
    Map<String, String> said = new HashMap<>(more);
    if (all) {
      said.put("all", "true");
    }
    if (said.isEmpty() && filterOptions.none()) {
      throw new CliException(
          Exit.USAGE,
          "Say which: give a filter such as --state, --since, --phone or --call (see --help), or"
              + " --all for everything");
    }
    String path = words.path() + filterOptions.query(said);
    int count = ask(cliContext, path, true).path("count").asInt();
    out.printf("%d %s will be %s.%n", count, words.noun(), words.done());
    if (dryRun || count == 0) {
      return Exit.OK;
    }
    JsonNode given = ask(cliContext, path, false);
    JobProgress jobProgress = new JobProgress(api, cliContext, out, words.done());
    return jobProgress.poll(given.path("order"), !detach);
  }

  /**
   * How to speak about what is done.
   *
   * @param path of the API
   * @param noun what is counted: "deliveries"
   * @param done "tried again"
   */
  record Words(String path, String noun, String done) {}

  private JsonNode ask(Cli.CliContext cliContext, String path, boolean countOnly) {
    Map<String, Object> body = new HashMap<>();
    body.put("dry_run", countOnly);
    if (why != null) {
      body.put("why", why);
    }
    if (rate != null) {
      body.put("rate", rate);
    }
    return api.post(cliContext, path, body);
  }
}
