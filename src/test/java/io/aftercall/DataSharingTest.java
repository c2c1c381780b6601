package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.config.Workspace;
import io.aftercall.dryrun.DryRun;
import io.aftercall.dryrun.DryRunReport;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was said leaves only where the route says so and the caller has agreed. */
class DataSharingTest {
  private static final String ROUTE = "routes/deliver/crm-http.camel.yaml";
  private static final String MAPPING = "config/mappings/crm-http.yaml";
  private static final String SOURCE = "config/sources/famulor.yaml";
  private static final String SAID =
      """
        said: .transcript
        turns: .segments
        heard: .recording_url
        came: { from: .raw.transcript }
        link: { from: .raw.recording_url }
      """;

  /** The route's parameters, what the caller said, what the source asks; what arrives. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                  | true  | true  | ''
          , transcript: true                  | true  | true  | said turns came
          , recording: true                   | true  | true  | heard link
          , transcript: true, recording: true | true  | true  | said turns heard came link
          , transcript: true, recording: true | false | true  | ''
          , transcript: true, recording: true | null  | true  | ''
          , transcript: true, recording: true | null  | false | said turns heard came link
          """)
  void arrives(String parameters, String said, boolean asks, String fields) throws Exception {
    Workspace shipped = Workspace.read(Path.of("."));
    Workspace edited =
        shipped
            .with(
                ROUTE,
                text(shipped, ROUTE).replace("concurrency: 4", "concurrency: 4" + parameters))
            .with(MAPPING, text(shipped, MAPPING) + SAID)
            .with(
                SOURCE,
                asks
                    ? text(shipped, SOURCE)
                    : text(shipped, SOURCE).replace("consent: recording_consent", ""));
    ConfigSnapshot rules = ActiveConfig.read(edited, name -> "set", new ArrayList<>());

    try (DryRun dryRun = DryRun.open(edited, rules, ProtocolModules.dryRunBeans())) {
      DryRunReport dryRunReport = dryRun.tell("famulor", body(said));
      JsonNode record =
          dryRunReport.scenes().stream()
              .filter(plannedRecord -> plannedRecord.named().destination().equals("crm-http"))
              .findFirst()
              .orElseThrow()
              .record();
      List<String> arrived =
          List.of("said", "turns", "heard", "came", "link").stream()
              .filter(record::has)
              .filter(name -> !record.path(name).isEmpty() || record.path(name).isTextual())
              .toList();
      assertThat(String.join(" ", arrived)).isEqualTo(fields);
      assertThat(dryRunReport.call().path("transcript").asText()).contains("Mustermann");
    }
  }

  private static String text(Workspace workspace, String path) {
    return workspace.text(path).orElseThrow();
  }

  private static byte[] body(String consent) throws IOException {
    String sample = Files.readString(Path.of("config/samples/classic-campaign-completed.json"));
    return sample
        .replaceFirst(
            "\"extracted_variables\"\\s*:\\s*\\{",
            "\"extracted_variables\": {\"recording_consent\": " + consent + ",")
        .getBytes(UTF_8);
  }
}
