package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all lists have: filters, a length, the pages of the API. */
final class ListOptions {
  private static final int PAGE = 1_000;

  @Mixin private Api api = new Api();
  @Mixin private FilterOptions filterOptions = new FilterOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most, the newest first (default: 100).")
  private int limit;

  @Option(names = "--json", description = "For machines.")
  boolean json;

  /**
   * Asks page by page.
   *
   * @param what {@code events} or {@code deliveries}
   */
  ArrayNode all(Cli.CliContext cliContext, String what, Map<String, String> more) {
    if (limit < 1) {
      throw new CliException(Exit.USAGE, "--limit must be 1 or more");
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    Map<String, String> said = new HashMap<>(more);
    while (all.size() < limit) {
      said.put("limit", String.valueOf(Math.min(PAGE, limit - all.size())));
      JsonNode page = api.get(cliContext, "/" + what + filterOptions.query(said));
      page.path(what).forEach(all::add);
      if (page.path("next").isNull() || page.path(what).isEmpty()) {
        break;
      }
      said.put("before", page.path("next").asText());
    }
    return all;
  }
}
