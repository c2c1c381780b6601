package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.cli.CommandStage;
import io.aftercall.cli.CommandStage.Result;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verbs that look at the service as a whole, and at one destination. */
class StatusVerbsTest extends ConsoleStage {
  private final CommandStage terminal = new CommandStage();

  @BeforeEach
  void atTheServersSide() throws IOException {
    terminal
        .setting("server.port", String.valueOf(service.managementPort()))
        .with("AFTERCALL_API_TOKEN", Files.readString(DATA.resolve("api-token")).strip());
  }

  @Test
  void statusSourcesAndDestinationsAreListed() {
    assertThat(terminal.run("status").out())
        .contains(at("").toString(), "mode live", "salesforce-lead", "team-chat");
    assertThat(terminal.run("status", "--json").out()).contains("\"config_version\"");
    assertThat(terminal.run("sources").out()).contains("famulor", "/webhooks/famulor");
    assertThat(terminal.run("destinations", "--json").out()).contains("\"state\" : \"on\"");
  }

  @Test
  void aDestinationIsPausedWithAReasonAndResumed() {
    assertThat(terminal.run("pause", "team-chat").exit()).isEqualTo(64);
    Result paused = terminal.run("pause", "team-chat", "--why", "the channel moves");
    assertThat(paused.exit()).as(paused.err()).isZero();
    assertThat(paused.out()).contains("team-chat is paused now");
    Result shown = terminal.run("destinations");
    assertThat(shown.exit()).isEqualTo(1);
    assertThat(shown.out()).contains("the channel moves");
    assertThat(terminal.run("resume", "team-chat").out()).contains("team-chat is on now");
  }

  @Test
  void namesNothingHasAreErrors() {
    for (String[] asked :
        new String[][] {
          {"deliveries", "--destination", "salesfroce-lead"},
          {"events", "--source", "famuler"},
          {"deliveries", "--state", "deliverd"},
          {"events", "--state", "helt"},
          {"pause", "team-chatt", "--why", "x"},
          {"resume", "team-chatt"}
        }) {
      Result result = terminal.run(asked);
      assertThat(result.exit()).as(String.join(" ", asked)).isEqualTo(66);
      assertThat(result.err()).contains("did you mean");
      assertThat(result.out()).isEmpty();
    }
    assertThat(terminal.run("explain", "no-such-call").exit()).isEqualTo(66);
  }
}
