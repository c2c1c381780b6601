package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code person}: says who a caller is where several records match. */
@Command(
    name = "person",
    description =
        "Shows the records of the CRM a parked delivery may be about, and takes the choice: it is"
            + " remembered for the person, and the person's parked deliveries go on.",
    mixinStandardHelpOptions = true,
    footer = "Find parked deliveries: aftercall deliveries --state rejected")
final class PersonCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;
  @Mixin private Api api = new Api();

  @Parameters(paramLabel = "DELIVERY", description = "Id of the delivery.")
  private String delivery;

  @Option(
      names = "--choose",
      paramLabel = "ID",
      description = "Id of the person's Contact or Lead; new to have one made.")
  private String choose;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "Why; kept for good, so do not name the person. Needed to choose.")
  private String why;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  PersonCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    String path = "/deliveries/" + FilterOptions.encoded(delivery) + "/person";
    return choose == null ? show(path) : choose(path);
  }

  private int show(String path) {
    JsonNode found = api.get(cliContext, path);
    if (json) {
      spec.commandLine().getOut().println(found.toPrettyString());
      return Exit.OK;
    }
    spec.commandLine().getOut().println(found.path("reason").asText());
    Table table =
        new Table(7).row("ID", "OBJECT", "NAME", "COMPANY", "PHONES", "E-MAIL", "CHANGED");
    for (JsonNode one : found.path("choices")) {
      StringJoiner phones = new StringJoiner(", ");
      one.path("phones").properties().forEach(phone -> phones.add(phone.getValue().asText()));
      table.row(
          one.path("id").asText(),
          one.path("object").asText(),
          one.path("name").asText(),
          one.path("company").asText(),
          phones.toString(),
          one.path("email").asText(),
          one.path("changed_at").asText());
    }
    table.print(spec.commandLine().getOut());
    spec.commandLine()
        .getOut()
        .println("Choose: aftercall person " + delivery + " --choose ID --why TEXT");
    return Exit.OK;
  }

  private int choose(String path) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("record", choose);
    if (why != null) {
      body.put("why", why);
    }
    JsonNode chosen = api.post(cliContext, path, body);
    spec.commandLine()
        .getOut()
        .println(
            json
                ? chosen.toPrettyString()
                : "Remembered; deliveries of the person that go on: %d"
                    .formatted(chosen.path("retried").asInt()));
    return Exit.OK;
  }
}
