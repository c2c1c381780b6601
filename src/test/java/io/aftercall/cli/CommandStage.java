package io.aftercall.cli;

import io.aftercall.destination.archive.ArchiveConfiguration;
import io.aftercall.destination.http.HttpConfiguration;
import io.aftercall.destination.mail.MailConfiguration;
import io.aftercall.destination.salesforce.SalesforceConfiguration;
import io.aftercall.dryrun.DryRunBeans;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.mock.env.MockEnvironment;

/** Runs command lines as the terminal does, and keeps what they print. */
public final class CommandStage {
  private final Map<String, String> environment = new HashMap<>();
  private final MockEnvironment settings = new MockEnvironment();
  private final DryRunBeans dryRunBeans;
  private String[] served;

  public CommandStage() {
    this(
        new DryRunBeans(
            List.of(
                SalesforceConfiguration.class,
                MailConfiguration.class,
                HttpConfiguration.class,
                ArchiveConfiguration.class),
            Map.of("spring.profiles.active", "dry-run")));
  }

  public CommandStage(DryRunBeans dryRunBeans) {
    this.dryRunBeans = dryRunBeans;
  }

  /**
   * @param out standard output
   * @param err standard error
   */
  public record Result(int exit, String out, String err) {}

  public CommandStage with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** A setting of the service. */
  public CommandStage setting(String name, String value) {
    settings.setProperty(name, value);
    return this;
  }

  public Result run(String... args) {
    Cli.CliContext cliContext =
        new Cli.CliContext(
            settings -> {
              served = settings;
              return Exit.OK;
            },
            dryRunBeans,
            home -> settings,
            environment::get);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Cli.commandLine(cliContext, args)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new Result(exit, out.toString(), err.toString());
  }

  /** The settings {@code serve} was started with. */
  public List<String> served() {
    return List.of(served);
  }
}
