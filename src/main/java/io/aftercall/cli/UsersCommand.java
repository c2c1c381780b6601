package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code users}: who may use the console. */
@Command(
    name = "users",
    description =
        "Lists who may use the console. Roles: viewer sees how calls went but no people; operator"
            + " sees people and acts; admin also says who gets in.",
    mixinStandardHelpOptions = true)
final class UsersCommand implements Callable<Integer> {
  private static final String PATH = "/users/";

  private final Cli.CliContext cliContext;

  @Mixin private Api api = new Api();

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  UsersCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    JsonNode users = api.get(cliContext, "/users").path("users");
    if (json) {
      out().println(users.toPrettyString());
      return Exit.OK;
    }
    Table table = new Table(2).row("NAME", "ROLE");
    users.forEach(user -> table.row(user.path("name").asText(), user.path("role").asText()));
    table.print(out());
    return Exit.OK;
  }

  @Command(
      name = "set",
      description = "Lets somebody in, or gives them another password.",
      mixinStandardHelpOptions = true)
  int set(
      @Mixin Api own,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              description = "viewer, operator or admin; needed for a new one.")
          String role,
      @Option(
              names = "--password-stdin",
              description = "Read the password from standard input; else one is made up.")
          boolean fromInput) {
    Map<String, Object> body = new HashMap<>();
    if (role != null) {
      body.put("role", role);
    }
    if (fromInput) {
      body.put("password", line());
    }
    JsonNode user = own.post(cliContext, PATH + FilterOptions.encoded(name), body);
    out().printf("%s may use the console as %s.%n", name, user.path("role").asText());
    if (!user.path("password").isNull()) {
      out().printf("Password, shown only now: %s%n", user.path("password").asText());
    }
    return Exit.OK;
  }

  @Command(
      name = "role",
      description = "Gives somebody another role; they have to sign in again.",
      mixinStandardHelpOptions = true)
  int role(
      @Mixin Api own,
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "ROLE") String role) {
    own.post(cliContext, PATH + FilterOptions.encoded(name) + "/role", Map.of("role", role));
    out().printf("%s is %s now.%n", name, role);
    return Exit.OK;
  }

  @Command(
      name = "remove",
      description = "Lets somebody in no more; their sessions end at once.",
      mixinStandardHelpOptions = true)
  int remove(@Mixin Api own, @Parameters(paramLabel = "NAME") String name) {
    own.delete(cliContext, PATH + FilterOptions.encoded(name));
    out().printf("%s is let in no more.%n", name);
    return Exit.OK;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Without the end of the line, as a here-document or {@code echo} gives it. */
  private static String line() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null || line.isEmpty()) {
        throw new CliException(Exit.USAGE, "There is no password on standard input");
      }
      return line;
    } catch (IOException e) {
      throw new CliException(Exit.USAGE, "Standard input cannot be read");
    }
  }
}
