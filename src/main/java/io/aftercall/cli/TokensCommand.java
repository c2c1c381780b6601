package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokens}: which programs may use the API. */
@Command(
    name = "tokens",
    description =
        "Lists the tokens that open the API, besides the service's own. Roles as with 'users'.",
    mixinStandardHelpOptions = true)
final class TokensCommand implements Callable<Integer> {
  private static final String PATH = "/tokens/";

  private final Cli.CliContext cliContext;

  @Mixin private Api api = new Api();

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  TokensCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode tokens = api.get(cliContext, "/tokens").path("tokens");
    if (json) {
      out().println(tokens.toPrettyString());
      return Exit.OK;
    }
    if (tokens.isEmpty()) {
      out().println("No tokens but the service's own.");
      return Exit.OK;
    }
    Table table = new Table(3).row("NAME", "ROLE", "ENDS");
    for (JsonNode token : tokens) {
      String end = token.path("end").isNull() ? "never" : token.path("end").asText();
      table.row(token.path("name").asText(), token.path("role").asText(), end);
    }
    table.print(out());
    return Exit.OK;
  }

  @Command(
      name = "make",
      description = "Makes a token and shows it once; an older one of this name ends.",
      mixinStandardHelpOptions = true)
  int make(
      @Mixin Api own,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              required = true,
              description = "viewer, operator or admin.")
          String role,
      @Option(
              names = "--days",
              paramLabel = "N",
              description = "How long it is good; else for good.")
          Integer days) {
    Map<String, Object> body = new HashMap<>();
    body.put("role", role);
    if (days != null) {
      body.put("days", days);
    }
    JsonNode token = own.post(cliContext, PATH + FilterOptions.encoded(name), body);
    out().printf("Token %s, shown only now:%n%s%n", name, token.path("token").asText());
    return Exit.OK;
  }

  @Command(name = "remove", description = "Ends a token at once.", mixinStandardHelpOptions = true)
  int remove(@Mixin Api own, @Parameters(paramLabel = "NAME") String name) {
    own.delete(cliContext, PATH + FilterOptions.encoded(name));
    out().printf("The token %s opens nothing any more.%n", name);
    return Exit.OK;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
