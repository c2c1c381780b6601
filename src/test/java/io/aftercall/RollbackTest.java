package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.cli.CommandStage;
import io.aftercall.config.Workspace;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.history.ConfigVersions;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions of the rules by keyboard, on a running service. */
class RollbackTest extends EditStage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final CommandStage terminal = new CommandStage();
  private Workspace first;

  @BeforeEach
  void remember() throws Exception {
    terminal
        .with("AFTERCALL_URL", "http://127.0.0.1:" + service.managementPort())
        .with("AFTERCALL_API_TOKEN", Files.readString(home.resolve("data/api-token")).strip());
    first = service.bean(ActiveConfig.class).workspace();
  }

  @AfterEach
  void asBefore() throws Exception {
    for (String path : Workspace.read(home).rules().keySet()) {
      if (first.text(path).isEmpty()) {
        Files.delete(home.resolve(path));
      }
    }
    for (String path : first.rules().keySet()) {
      write(path, first.text(path).orElseThrow());
    }
    await(() -> version().equals(first.hash()));
  }

  private CommandStage.Result run(int exit, String... args) {
    CommandStage.Result result = terminal.run(args);
    assertThat(result.exit()).as(result.err() + result.out()).isEqualTo(exit);
    return result;
  }

  @Test
  void anEditCanBeSeenComparedAndTakenBack() throws Exception {
    edit(
        LEAD,
        read(LEAD).replace("LeadSource", "LeadSource ").replace("LeadSource ", "Lead_Source__c"));
    edit("config/mappings/brand-new.yaml", read("config/mappings/crm-http.yaml"));
    String edited = version();

    String history = run(0, "config", "history").out();
    assertThat(history).contains(edited.substring(0, 12), first.version());
    assertThat(history).contains("config/mappings/brand-new.yaml added", LEAD + " changed");
    assertThat(run(0, "config", "show", "serving").out()).contains(edited, "brand-new.yaml");
    String diff = run(2, "config", "diff", first.version()).out();
    assertThat(diff)
        .contains("--- a/" + LEAD, "+  Lead_Source__c:", "+++ b/config/mappings/brand-new.yaml");
    assertThat(run(0, "config", "diff").out()).contains("No differences");
    assertThat(run(0, "config", "rollback", first.version(), "--dry-run").out())
        .contains("2 file(s) would change");
    assertThat(version()).isEqualTo(edited);
    assertThat(run(64, "config", "rollback", first.version()).err()).contains("why is missing");

    String back =
        run(0, "config", "rollback", first.version(), "--why", "leads lost their source").out();

    assertThat(back).contains("Version " + first.version() + " serves; 2 file(s) changed.");
    assertThat(version()).isEqualTo(first.hash());
    assertThat(Workspace.read(home).rules()).isEqualTo(first.rules());
    assertThat(run(0, "config", "history").out())
        .contains("put back by api: leads lost their source");
    awaitTwoLooks();
    assertThat(version()).isEqualTo(first.hash());
    assertThat(reached(call())).contains("call-log", "crm-http");
  }

  @Test
  void anAttemptsMappingCanBeShownByItsHash() throws Exception {
    String id = call();
    reached(id);
    JsonNode events = JSON.readTree(run(0, "explain", id, "--json").out()).path("events");
    for (JsonNode delivery : events.path(0).path("deliveries")) {
      String version = delivery.at("/attempts_made/0/mapping_version").asText();
      assertThat(run(0, "config", "show", version).out())
          .isEqualTo(read("config/mappings/" + delivery.path("destination").asText() + ".yaml"));
    }
    assertThat(events.path(0).path("deliveries")).isNotEmpty();
  }

  @Test
  void aRefusedEditIsShownInFullAndKeptByARollbackOverIt() throws Exception {
    write(LEAD, read(LEAD).replace("convert: email", "convert: emial"));
    await(() -> service.bean(ActiveConfig.class).refusal().isPresent());

    assertThat(run(0, "config", "history").out())
        .contains("an edit that was refused", LEAD + ":", "emial", "did you mean 'email'");
    assertThat(run(2, "config", "diff").out()).contains("-", "convert: emial");
    String back = run(0, "config", "rollback", "serving", "--why", "not now").out();

    assertThat(back).contains("What lay there is kept as version ");
    String found = back.replaceAll("(?s).*kept as version (\\w+).*", "$1");
    assertThat(run(0, "config", "show", found, LEAD).out()).contains("convert: emial");
    assertThat(service.bean(ActiveConfig.class).refusal()).isEmpty();
    assertThat(run(78, "config", "rollback", found, "--why", "again").err())
        .contains("nothing was changed", LEAD + ":", "emial");
    assertThat(version()).isEqualTo(first.hash());
  }

  @Test
  void aSecretIsNeitherKeptNorShown() throws Exception {
    String secret = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQ";
    write(RECEIVE, read(RECEIVE) + "# " + secret + "\n");
    await(() -> service.bean(ActiveConfig.class).refusal().isPresent());
    assertThat(run(2, "config", "diff").out()).contains("not shown").doesNotContain(secret);

    String back = run(0, "config", "rollback", "serving", "--why", "a secret").out();

    assertThat(back).contains(RECEIVE + ".bak");
    assertThat(Files.readString(home.resolve(RECEIVE + ".bak"))).contains(secret);
    Files.delete(home.resolve(RECEIVE + ".bak"));
    String found = back.replaceAll("(?s).*kept as version (\\w+).*", "$1");
    assertThat(run(0, "config", "show", found, "--json").out()).doesNotContain(RECEIVE);
  }

  @Test
  void whatNoLongerFitsIsNotPutBack() throws Exception {
    Workspace broken = first.with(LEAD, "fields: {Name: {from: .x, convert: nonsense}}\n");
    service.bean(ConfigVersions.class).store(broken);

    assertThat(run(78, "config", "rollback", broken.version(), "--why", "x").err())
        .contains("does not fit any more", LEAD + ":1:", "nonsense");
    assertThat(Workspace.read(home).rules()).isEqualTo(first.rules());
    assertThat(run(66, "config", "show", "ffffff").err()).contains("no version ffffff");
    assertThat(run(66, "config", "show", "abc").err()).contains("Six digits");
  }
}
