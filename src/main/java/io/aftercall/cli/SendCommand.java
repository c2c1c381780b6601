package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code send}: acts as the sender. */
@Command(
    name = "send",
    description =
        "Acts as the phone platform: posts a payload to a webhook endpoint, each time with a fresh "
            + "call id. The token is taken from AFTERCALL_<SOURCE>_TOKEN.",
    mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Cli.CliContext cliContext;

  @Parameters(paramLabel = "FILE", description = "The payload, or - for standard input.")
  private String file;

  @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "How many calls.")
  private int count;

  @Option(names = "--rate", paramLabel = "R", description = "How many a second, at most.")
  private double rate;

  @Option(
      names = "--source",
      paramLabel = "S",
      defaultValue = "famulor",
      description = "Whose payload (default: famulor).")
  private String source;

  @Option(
      names = "--to",
      paramLabel = "URL",
      description =
          "The webhook endpoint (default: /webhooks/<source> at aftercall.webhook.port of this"
              + " folder's settings).")
  private String to;

  @Option(names = "--same-id", description = "Keep the ids of the file.")
  private boolean sameId;

  @Option(names = "--new-people", description = "Another phone number with each call.")
  private boolean newPeople;

  @Option(
      names = "--only-completed",
      description = "As the platform's setting: calls that are not completed are not sent.")
  private boolean onlyCompleted;

  @Option(names = "--no-recording", description = "As the platform's setting: no recording_url.")
  private boolean noRecording;

  @Spec private CommandSpec spec;

  SendCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() throws IOException {
    JsonNode body = JSON.readTree(TryCommand.read(file));
    PrintWriter out = spec.commandLine().getOut();
    if (!(body instanceof ObjectNode payload)) {
      throw new CliException(Exit.USAGE, file + " is no JSON object");
    }
    PayloadFactory payloadFactory = new PayloadFactory(payload);
    if (onlyCompleted && !payloadFactory.isCompleted()) {
      out.println("Not sent: the call is not completed, and the platform would send only such.");
      return Exit.OK;
    }
    if (noRecording) {
      payloadFactory.dropRecording();
    }
    if (count < 1) {
      throw new CliException(Exit.USAGE, "--count must be 1 or more");
    }
    LoadSender loadSender = new LoadSender(address(), token(), rate);
    return loadSender.post(
        count, n -> payloadFactory.next(sameId, newPeople), out, spec.commandLine().getErr());
  }

  private String address() {
    return to == null ? ServiceAddress.webhook(ServiceAddress.settings(cliContext), source) : to;
  }

  private String token() {
    String variable = "AFTERCALL_" + source.toUpperCase(Locale.ROOT).replace('-', '_') + "_TOKEN";
    String token = cliContext.environment().apply(variable);
    if (token == null && to == null) {
      // Also as a file in secrets/, as the service has it.
      token = ServiceAddress.settings(cliContext).getProperty(variable);
    }
    if (token == null && to == null) {
      throw new CliException(
          Exit.USAGE,
          "Set " + variable + " as for the service, or give the full address with --to");
    }
    return token;
  }
}
