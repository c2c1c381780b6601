package io.aftercall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drift}: what the assistants note, against what the sources declare. */
@Command(
    name = "drift",
    description =
        "Compares what the assistants note in stored calls with the variables that config/sources "
            + "declares: names nobody declared, names that never come, values of another type or "
            + "not in the closed list, and variables that are nearly always empty.",
    mixinStandardHelpOptions = true,
    footer = "Ends with 1 when something has drifted; that a variable never came is only told.")
final class DriftCommand implements Callable<Integer> {
  private final Cli.CliContext cliContext;

  @Option(names = "--source", paramLabel = "SOURCE", description = "Only calls of this source.")
  private String source;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "7d",
      description = "How far back: 24h, 7d, or a time like 2026-03-01T08:00:00Z (default: 7d).")
  private String since;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  DriftCommand(Cli.CliContext cliContext) {
    this.cliContext = cliContext;
  }

  @Override
  public Integer call() {
    String query = "?since=" + code(since) + (source == null ? "" : "&source=" + code(source));
    JsonNode report = api.get(cliContext, "/drift" + query);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.toPrettyString());
    } else {
      print(report, out);
    }
    return drifted(report).isEmpty() ? Exit.OK : Exit.FINDINGS;
  }

  private static boolean isUnseen(JsonNode finding) {
    return finding.path("kind").asText().equals("not-seen");
  }

  private static List<JsonNode> drifted(JsonNode report) {
    List<JsonNode> drifted = new ArrayList<>();
    report.path("findings").forEach(drifted::add);
    drifted.removeIf(DriftCommand::isUnseen);
    return drifted;
  }

  private static void print(JsonNode report, PrintWriter out) {
    for (JsonNode finding : drifted(report)) {
      out.printf(
          "%s: %s: %s %s%n",
          finding.path("source").asText(),
          finding.path("kind").asText(),
          finding.path("variable").asText(),
          finding.path("says").asText());
      List<String> values = new ArrayList<>();
      finding
          .path("values")
          .forEach(
              one ->
                  values.add(
                      "'%s' × %d"
                          .formatted(one.path("value").asText(), one.path("count").asInt())));
      if (!values.isEmpty()) {
        out.println("    values   " + String.join(", ", values));
      }
      List<String> calls = new ArrayList<>();
      finding.path("calls").forEach(call -> calls.add(call.asText()));
      if (!calls.isEmpty()) {
        out.println("    look at  " + String.join(" ", calls));
      }
      if (!finding.path("line").asText().isEmpty()) {
        out.println(
            "    write    "
                + finding.path("line").asText()
                + (finding.path("where").asText().equals("mapping") ? "   # in a mapping" : ""));
      }
    }
    Map<String, List<String>> unseen = new TreeMap<>();
    for (JsonNode finding : report.path("findings")) {
      if (isUnseen(finding)) {
        unseen
            .computeIfAbsent(finding.path("source").asText(), source -> new ArrayList<>())
            .add(finding.path("variable").asText());
      }
    }
    unseen.forEach(
        (source, names) -> out.printf("%s: never came: %s%n", source, String.join(", ", names)));
    int found = drifted(report).size();
    out.printf(
        "%s in %d calls with variables%s.%n",
        found == 0
            ? "Nothing has drifted"
            : found == 1 ? "1 thing has drifted" : found + " things have drifted",
        report.path("calls").asInt(),
        report.path("cut").asBoolean() ? ", the newest of each source" : "");
  }

  private static String code(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
