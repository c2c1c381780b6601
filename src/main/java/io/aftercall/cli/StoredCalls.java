package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The bodies a running service has stored, page by page; the next one is on its way meanwhile. */
final class StoredCalls {
  private static final int PAGE = 500;

  private final Cli.CliContext cliContext;
  private final Api api;
  private final String filters;

  /** One body and what it is about. */
  record Stored(String source, String callId, int revision, byte[] body) {}

  /** Some of them. */
  record Page(List<Stored> calls, long count) {}

  /**
   * @param filters as a query string, {@code ?since=7d}
   */
  StoredCalls(Cli.CliContext cliContext, Api api, String filters) {
    this.cliContext = cliContext;
    this.api = api;
    this.filters = filters;
  }

  void forEach(Consumer<Page> reader) {
    CompletableFuture<JsonNode> next = ask("");
    while (next != null) {
      JsonNode page = Api.answer(next);
      String before = page.path("next").asText("");
      next = before.isEmpty() ? null : ask(before);
      reader.accept(read(page));
    }
  }

  private CompletableFuture<JsonNode> ask(String before) {
    String path =
        "/events/bodies"
            + filters
            + (filters.isEmpty() ? "?" : "&")
            + "limit="
            + PAGE
            + (before.isEmpty() ? "" : "&before=" + before);
    return CompletableFuture.supplyAsync(() -> api.get(cliContext, path));
  }

  private static Page read(JsonNode page) {
    List<Stored> calls = new ArrayList<>();
    try {
      for (JsonNode one : page.path("bodies")) {
        calls.add(
            new Stored(
                one.path("source").asText(),
                one.path("call_id").asText(),
                one.path("revision").asInt(),
                one.path("body").binaryValue()));
      }
    } catch (IOException e) {
      throw new CliException(
          Exit.UNAVAILABLE, "The service answered something that is no list of calls");
    }
    return new Page(calls, page.path("count").asLong());
  }
}
