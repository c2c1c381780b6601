package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.call.Sensitivity;
import io.aftercall.call.SourceRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs after the whole suite and reads all that it made the product say: every log line, and every
 * answer of the webhook endpoint, the API, the metrics and the pages that are not about persons. No
 * phone, no name, nothing that was said may be in there.
 */
class LeakCheck {
  private static final Path LOGS = Path.of("target", "surefire-reports");
  private static final int SHORTEST = 8;
  private static final int PIECE = 24;

  /** Of logs, door, API, metrics and pages: else this would search in the wrong place. */
  private static final List<String> EXPECTED =
      List.of(
          "delivery.attempted",
          "problem+json",
          "\"status\":\"accepted\"",
          "POST /webhooks/",
          "GET /api/v1/status",
          "GET /api/v1/deliveries",
          "GET /console/attention",
          "GET /actuator/prometheus",
          "aftercall_webhooks_total");

  /** A number in the shape the tests give their people. */
  private static final Pattern PHONE = Pattern.compile("\\+(49|1)\\d{9,13}\\b");

  /** The parts of a report that are not output: names of tests with their parameters, failures. */
  private static final Pattern NOT_SAID =
      Pattern.compile("(?s)<(properties|failure|error|rerun)[ >].*?</\\1>|<testcase[^>]*>");

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void nothingTheSuiteMadeUsSayNamesAnybody() throws IOException {
    List<Path> logs = files(LOGS, "TEST-.*\\.xml");
    List<Path> answers = files(Answers.FOLDER, ".*\\.txt");
    Prerequisite.require(
        logs.size() > 100 && !answers.isEmpty(),
        "What was said is not searched: this needs the output of the whole suite.");
    Set<String> words = words();
    assertThat(words).hasSizeGreaterThan(20);

    List<String> hits = new ArrayList<>();
    Set<String> missing = new LinkedHashSet<>(EXPECTED);
    for (Path file : Stream.concat(logs.stream(), answers.stream()).toList()) {
      String said = NOT_SAID.matcher(Files.readString(file)).replaceAll("");
      missing.removeIf(said::contains);
      search(file, said, words, hits);
    }
    assertThat(missing).as("what is searched does not hold all it should").isEmpty();
    assertThat(hits).isEmpty();
  }

  private static List<Path> files(Path folder, String name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
    }
  }

  private static void search(Path file, String said, Set<String> words, List<String> hits) {
    for (String word : words) {
      int at = said.indexOf(word);
      if (at >= 0) {
        hits.add(file + ": " + line(said, at));
      }
    }
    Matcher phone = PHONE.matcher(said);
    while (phone.find()) {
      hits.add(file + ": " + line(said, phone.start()));
    }
  }

  private static String line(String text, int at) {
    int from = Math.max(0, text.lastIndexOf('\n', at) + 1);
    int to = text.indexOf('\n', at);
    String line = text.substring(from, to < 0 ? text.length() : to);
    int here = at - from;
    return line.substring(Math.max(0, here - 150), Math.min(line.length(), here + 80));
  }

  /** What the samples say of people: by the product's own list of what does. */
  private Set<String> words() throws IOException {
    CallReader reader =
        new CallReader(new SourceRules("famulor", ZoneId.of("Europe/Berlin"), "DE", List.of()));
    Set<String> words = new LinkedHashSet<>();
    for (Path file : files(Path.of("config", "samples"), ".*\\.json")) {
      if (reader.read(Files.readAllBytes(file), 1) instanceof ReadResult.Read read) {
        for (Map.Entry<String, JsonNode> field : read.call().properties()) {
          Sensitivity about = Sensitivity.of("." + field.getKey());
          if (about == Sensitivity.IDENTIFYING || about == Sensitivity.SENSITIVE) {
            collect(field.getValue(), about, words);
          }
        }
      }
    }
    return words;
  }

  private void collect(JsonNode value, Sensitivity about, Set<String> words) {
    if (value.isContainerNode()) {
      value.forEach(part -> collect(part, about, words));
    } else if (value.isTextual() && about == Sensitivity.IDENTIFYING) {
      String text = value.textValue();
      if (text.length() >= SHORTEST && !text.matches("\\d{4}-.*")) {
        words.add(text);
      }
    } else if (value.isTextual()) {
      for (String piece : value.textValue().split("[\\n.!?]+")) {
        String said = piece.replaceFirst("^\\s*\\w+: ", "").strip();
        if (said.length() >= PIECE) {
          words.add(said);
          words.add(json.valueToTree(said).toString().replaceAll("^\"|\"$", ""));
        }
      }
    }
  }
}
