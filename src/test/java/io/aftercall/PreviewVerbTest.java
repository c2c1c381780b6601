package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.cli.CommandStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** {@code preview} on what a running service has stored. */
class PreviewVerbTest extends EditStage {
  private final CommandStage terminal = new CommandStage(ProtocolModules.dryRunBeans());
  @TempDir Path copy;
  private String id;

  @BeforeEach
  void workingCopy() throws Exception {
    terminal
        .with("AFTERCALL_URL", "http://127.0.0.1:" + service.managementPort())
        .with("AFTERCALL_API_TOKEN", Files.readString(home.resolve("data/api-token")).strip());
    for (String folder : new String[] {"config", "routes"}) {
      FileSystemUtils.copyRecursively(home.resolve(folder), copy.resolve(folder));
    }
    id = call();
    reached(id);
  }

  private CommandStage.Result run(int exit, String... more) {
    String[] args = new String[more.length + 5];
    String[] usual = {"preview", "--since", "1h", "--against", copy.toString()};
    System.arraycopy(usual, 0, args, 0, 5);
    System.arraycopy(more, 0, args, 5, more.length);
    CommandStage.Result result = terminal.run(args);
    assertThat(result.exit()).as(result.err() + result.out()).isEqualTo(exit);
    return result;
  }

  private void change(String file, String from, String to) throws IOException {
    String text = Files.readString(copy.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(copy.resolve(file), text.replace(from, to));
  }

  @Test
  void theFilesThatServeDifferInNothing() {
    assertThat(run(0).out()).contains("nothing differs");
  }

  @Test
  void eachFieldIsToldAndCounted() throws Exception {
    change("config/mappings/crm-http.yaml", "call.finished", "call.done");

    String told = run(2).out();
    assertThat(told)
        .contains(
            "famulor:" + id,
            "crm-http changed",
            "type: \"call.finished\" -> \"call.done\"",
            "crm-http type: ")
        .containsPattern("[1-9]\\d* changed, 0 no longer sent, 0 routed elsewhere, 0 rejected");
    int before = sandbox.http().posts("/crm").size();
    JsonNode json = new ObjectMapper().readTree(run(2, "--json").out());
    assertThat(json.path("counts").path("changed").asInt())
        .isEqualTo(json.path("differences").size())
        .isPositive();
    JsonNode one = json.at("/differences/0");
    assertThat(one.path("kind").asText()).isEqualTo("changed");
    assertThat(one.at("/fields/0/before").asText()).isEqualTo("call.finished");
    assertThat(json.path("before").asText()).isEqualTo(version());
    assertThat(sandbox.http().posts("/crm")).hasSize(before);
    assertThat(run(2, "--limit", "0").out()).doesNotContain("famulor:").contains("calls more");
  }

  @Test
  void whatWouldBeRefusedAsAWholeIsNotTried() throws Exception {
    change("config/mappings/crm-http.yaml", "fields:", "feelds:");
    assertThat(run(78).err()).contains("config/mappings/crm-http.yaml:", "feelds");
  }

  @Test
  void aPeriodThatIsNoneIsToldAsSuch() {
    CommandStage.Result wrong =
        terminal.run("preview", "--since", "soon", "--against", copy.toString());
    assertThat(wrong.exit()).isEqualTo(64);
    assertThat(wrong.err()).contains("30m, 24h, 7d");
    CommandStage.Result nowhere = terminal.run("preview", "--against", "nowhere");
    assertThat(nowhere.exit()).isEqualTo(78);
  }
}
