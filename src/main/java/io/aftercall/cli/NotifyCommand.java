package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code notify}: who is told of what needs a person. */
@Command(
    name = "notify",
    description =
        "Shows by what people are told when a destination is paused or failing or something needs"
            + " them, and what they have been told. With --test a message is sent to them now.",
    mixinStandardHelpOptions = true,
    footer = "Exit code 1 when a channel does not work.")
final class NotifyCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Option(names = "--test", description = "Sends a test by each channel, also in quiet hours.")
  private boolean test;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  NotifyCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode state =
        test ? api.post(cliContext, "/notify/test", Map.of()) : api.get(cliContext, "/notify");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(state.toPrettyString());
    } else {
      channels(out, state.path("channels"));
      told(out, state.path("told"));
    }
    return StreamSupport.stream(state.path("channels").spliterator(), false)
            .allMatch(channel -> channel.path("works").asBoolean())
        ? Exit.OK
        : Exit.FINDINGS;
  }

  private void channels(PrintWriter out, JsonNode channels) {
    if (channels.isEmpty()) {
      out.println(
          "Nobody is told: set AFTERCALL_NOTIFY_MAIL_TO or AFTERCALL_NOTIFY_CHAT_URL (see"
              + " src/docs/notifications.md).");
      return;
    }
    Table table = new Table(3).row("CHANNEL", "IS", "SAYS");
    for (JsonNode channel : channels) {
      String well = test ? "sent" : "ready";
      table.row(
          channel.path("name").asText(),
          channel.path("works").asBoolean() ? well : "failing",
          channel.path("says").asText());
    }
    table.print(out);
  }

  private static void told(PrintWriter out, JsonNode told) {
    if (told.isEmpty()) {
      return;
    }
    out.println();
    Table table = new Table(5).row("TOLD OF", "DESTINATION", "REASON", "SINCE", "LAST TOLD");
    for (JsonNode one : told) {
      table.row(
          one.path("kind").asText(),
          one.path("destination").asText(),
          one.path("code").asText(),
          ExplainCommand.time(one.path("since")),
          ExplainCommand.time(one.path("at")));
    }
    table.print(out);
  }
}
