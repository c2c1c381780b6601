package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Looks after an order until it has ended, and says every few seconds how far it is. */
final class JobProgress {
  private static final long LOOK_MS = 500;
  private static final int TOLD_EVERY = 4;

  private final Api api;
  private final Cli.CliContext cliContext;
  private final PrintWriter out;
  private final String done;

  /**
   * @param done what is said of what was changed: "tried again"
   */
  JobProgress(Api api, Cli.CliContext cliContext, PrintWriter out, String done) {
    this.api = api;
    this.cliContext = cliContext;
    this.out = out;
    this.done = done;
  }

  /**
   * @param order as the API tells it
   * @param toTheEnd or only until it is known how to look again
   */
  int poll(JsonNode order, boolean toTheEnd) {
    JsonNode now = order;
    String id = order.path("id").asText();
    if (running(now)) {
      out.printf("Job %s. It goes on without this window; 'jobs cancel %s' ends it.%n", id, id);
    }
    for (int look = 1; toTheEnd && running(now); look++) {
      pause();
      now = api.get(cliContext, "/jobs/" + id);
      if (look % TOLD_EVERY == 0 && running(now)) {
        out.printf("%d of %d%n", now.path("changed").asLong(), now.path("total").asLong());
        out.flush();
      }
    }
    if (running(now)) {
      return Exit.OK;
    }
    String end = now.path("ended_by").isNull() ? "" : " It was called off by " + by(now) + ".";
    out.printf("%d %s.%s%n", now.path("changed").asLong(), done, end);
    return end.isEmpty() ? Exit.OK : Exit.FINDINGS;
  }

  private static String by(JsonNode order) {
    return order.path("ended_by").asText();
  }

  private static boolean running(JsonNode order) {
    return order.path("state").asText().equals("running");
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(Exit.TRY_AGAIN, "interrupted");
    }
  }
}
