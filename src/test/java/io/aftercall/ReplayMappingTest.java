package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.cli.CommandStage;
import io.aftercall.config.ContentHash;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.NumberedAttempt;
import io.aftercall.sandbox.Post;
import io.aftercall.sandbox.web.Answer;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What failed is repeated by the mapping it was made by first, or by the one in force. */
class ReplayMappingTest extends EditStage {
  private static final String CRM = "config/mappings/crm-http.yaml";
  private final CommandStage terminal = new CommandStage();
  private String before;

  @BeforeEach
  void remember() throws Exception {
    terminal
        .with("AFTERCALL_URL", "http://127.0.0.1:" + service.managementPort())
        .with("AFTERCALL_API_TOKEN", Files.readString(home.resolve("data/api-token")).strip());
    before = read(CRM);
  }

  @AfterEach
  void asBefore() throws Exception {
    sandbox.http().answering("/crm", ask -> Answer.text(200, "ok"));
    edit(CRM, before);
  }

  private String refusedThenEdited() throws Exception {
    sandbox.http().answering("/crm", ask -> Answer.text(400, "no"));
    String id = call();
    reached(id);
    assertThat(state(id)).isEqualTo(DeliveryState.REJECTED);
    edit(CRM, before.replace("call.finished", "call.done"));
    sandbox.http().answering("/crm", ask -> Answer.text(200, "ok"));
    return id;
  }

  private static DeliveryFilter crm(String id) {
    return DeliveryFilter.all().ofCall(id).to("crm-http");
  }

  private static DeliveryState state(String id) {
    return service.bean(DeliveryQueries.class).find(crm(id)).get(0).state();
  }

  private static String lastPost(String id) {
    List<String> posts =
        sandbox.http().posts("/crm").stream()
            .map(Post::body)
            .filter(body -> body.contains(id))
            .toList();
    return posts.get(posts.size() - 1);
  }

  private void run(String... args) {
    CommandStage.Result result = terminal.run(args);
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("1 tried again");
  }

  @Test
  void originalMeansTheMappingOfTheFirstTry() throws Exception {
    String id = refusedThenEdited();
    run("replay", "--call", id, "--mapping", "original", "--why", "as it was");
    reached(id);

    assertThat(state(id)).isEqualTo(DeliveryState.DELIVERED);
    assertThat(lastPost(id)).contains("call.finished");
    DeliveryQueries list = service.bean(DeliveryQueries.class);
    List<NumberedAttempt> tries = list.attempts(list.find(crm(id)).get(0).id());
    assertThat(tries)
        .extracting(numberedAttempt -> numberedAttempt.attempt().mappingVersion())
        .containsExactly(ContentHash.brief(before), ContentHash.brief(before));
  }

  @Test
  void currentMeansTheOneActiveConfig() throws Exception {
    String id = refusedThenEdited();
    run("retry", "--call", id, "--mapping", "current");
    reached(id);

    assertThat(state(id)).isEqualTo(DeliveryState.DELIVERED);
    assertThat(lastPost(id)).contains("call.done");
  }

  @Test
  void retryKnowsBothAndNothingElse() throws Exception {
    String id = refusedThenEdited();
    CommandStage.Result wrong = terminal.run("retry", "--call", id, "--mapping", "newest");
    assertThat(wrong.exit()).isEqualTo(64);
    assertThat(wrong.err()).contains("current", "original");
    assertThat(terminal.run("retry", "--mapping", "original").exit()).isEqualTo(64);
    assertThat(terminal.run("retry", "--call", id, "--mapping", "original").exit()).isZero();
    reached(id);
    assertThat(lastPost(id)).contains("call.finished");
  }
}
