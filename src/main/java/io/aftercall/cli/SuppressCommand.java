package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code suppress}: a person must not be contacted any more. */
@Command(
    name = "suppress",
    description =
        "Puts a person on the list of those who must not be contacted: nothing more goes to a"
            + " destination that reaches them. Only hashes of the number and the address are kept.",
    mixinStandardHelpOptions = true,
    footer = "See and lift: aftercall suppressions --help")
final class SuppressCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;
  @Mixin private Api api = new Api();

  @Option(names = "--phone", paramLabel = "NUMBER", description = "The person's phone.")
  private String phone;

  @Option(names = "--email", paramLabel = "ADDRESS", description = "The person's e-mail address.")
  private String email;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "From what: call, email or all. Else all.")
  private String scope;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Reads a number without a country code as this source does.")
  private String source;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "Why; kept for good, so do not name the person. Needed.")
  private String why;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  SuppressCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    Map<String, Object> body = new LinkedHashMap<>();
    put(body, "phone", phone);
    put(body, "email", email);
    put(body, "scope", scope);
    put(body, "source", source);
    put(body, "why", why);
    JsonNode added = api.post(cliContext, "/suppressions", body);
    spec.commandLine()
        .getOut()
        .println(
            json
                ? added.toPrettyString()
                : "Suppressed (%s): the person is not contacted any more; %d waiting deliveries were suppressed."
                    .formatted(added.path("id").asText(), added.path("suppressed").asInt()));
    return Exit.OK;
  }

  private static void put(Map<String, Object> body, String name, String value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
