package aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Acts on all that the filters name: first counted, then done. */
final class Bulk {
  @Mixin private Api api = new Api();
  @Mixin private Filters filters = new Filters();

  @Option(names = "--all", description = "Everything, where no filter is given.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only say how many it would be.")
  private boolean dryRun;

  @Option(names = "--why", paramLabel = "TEXT", description = "Why; kept with what is changed.")
  private String why;

  int act(Cli.World world, PrintWriter out, Map<String, String> more, Words words) {
    Map<String, String> said = new HashMap<>(more);
    if (all) {
      said.put("all", "true");
    }
    String path = words.path() + filters.query(said);
    JsonNode would = ask(world, path, true);
    int count = would.path("count").asInt();
    int beside = would.path("deliveries").asInt();
    out.printf("%d %s will be %s%s.%n", count, words.noun(), words.done(), beside(beside));
    if (!dryRun && count + beside > 0) {
      JsonNode done = ask(world, path, false);
      out.printf(
          "%d %s%s.%n",
          done.path("count").asInt(), words.done(), beside(done.path("deliveries").asInt()));
    }
    return Exit.OK;
  }

  private static String beside(int deliveries) {
    return deliveries == 0 ? "" : ", " + deliveries + " of their deliveries tried again";
  }

  /**
   * How to speak about what is done.
   *
   * @param path of the API
   * @param noun what is counted: "deliveries"
   * @param done "tried again"
   */
  record Words(String path, String noun, String done) {}

  private JsonNode ask(Cli.World world, String path, boolean countOnly) {
    Map<String, Object> body = new HashMap<>();
    body.put("dry_run", countOnly);
    if (why != null) {
      body.put("why", why);
    }
    return api.post(world, path, body);
  }
}
