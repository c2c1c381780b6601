package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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
      description = "Do not wait for a long one; 'jobs' shows how it is going.")
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

  /** Takes in a body that was mended by hand, in the place of an event or as a source's. */
  int takeIn(Cli.CliContext cliContext, PrintWriter out, Path file, String event) {
    if ((event == null) == (filterOptions.source() == null)) {
      throw new CliException(
          Exit.USAGE, "say what the body was mended from: --event RECEIPT, or --source NAME");
    }
    Map<String, Object> said = new HashMap<>();
    said.put("event", event == null ? "" : event);
    said.put("source", event == null ? filterOptions.source() : "");
    said.put("why", why == null ? "" : why);
    try {
      said.put("body", Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new CliException(Exit.USAGE, "the file " + file + " cannot be read");
    }
    JsonNode done = api.post(cliContext, "/events/mended", said);
    out.printf(
        "%s: receipt %s, revision %s%s%n",
        done.path("status").asText(),
        done.path("receipt").asText(),
        done.path("revision").asText(),
        done.path("dismissed").asBoolean() ? "; the event it was mended from is dismissed" : "");
    return done.path("status").asText().equals("quarantined") ? Exit.FINDINGS : Exit.OK;
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
