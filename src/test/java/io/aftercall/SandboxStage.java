package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.sandbox.Mail;
import io.aftercall.sandbox.Post;
import io.aftercall.sandbox.Sandbox;
import io.aftercall.sandbox.SandboxService;
import io.aftercall.sandbox.salesforce.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The whole product on a sandbox, and the questions tests ask about what arrived. */
abstract class SandboxStage {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Duration PATIENCE = Duration.ofSeconds(20);

  static final String PASSWORD = "a password for tests";
  static final Path DATA =
      Path.of("target", "test-data", Long.toString(ProcessHandle.current().pid()));

  static final Sandbox sandbox = Sandbox.start();
  static final OidcStandIn company = OidcStandIn.start();
  static final SandboxService service = start();

  /** One service for all tests of the suite that need the whole product; it ends with the tests. */
  private static SandboxService start() {
    SandboxService started =
        SandboxService.start(
            sandbox,
            DATA,
            "--server.port=0",
            "--aftercall.webhook.port=0",
            "--aftercall.login.issuer=" + company.issuer(),
            "--aftercall.login.client-id=" + OidcStandIn.CLIENT,
            "--aftercall.login.client-secret=" + OidcStandIn.SECRET,
            "--aftercall.login.name=Example Ltd",
            "--aftercall.login.claim=realm_access.roles",
            "--aftercall.login.viewer=call-watchers",
            "--aftercall.login.operator=call-ops",
            "--aftercall.login.admin=call-admins,call-owners",
            "--aftercall.admin.password=" + PASSWORD);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  started.close();
                  sandbox.close();
                  company.close();
                }));
    return started;
  }

  static String post(String name) throws IOException {
    return status(Answers.keep(service.post(sample(name).getBytes(UTF_8))).body());
  }

  static String status(String answer) throws IOException {
    return JSON.readTree(answer).path("status").asText();
  }

  static String sample(String name) throws IOException {
    return Files.readString(Path.of("config/samples", name + ".json"));
  }

  /** The destinations a call has reached, once nothing of it is open any more. */
  static Set<String> delivered(String callId) throws InterruptedException {
    JourneyBook.of(service, callId).awaitRouted(PATIENCE);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (rows(callId).stream().anyMatch(row -> row.state().open()) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(rows(callId)).allMatch(row -> row.state() == DeliveryState.DELIVERED);
    return rows(callId).stream().map(DeliveryRow::destination).collect(Collectors.toSet());
  }

  static List<DeliveryRow> rows(String callId) {
    return service.bean(DeliveryQueries.class).find(DeliveryFilter.all().ofCall(callId));
  }

  static Row task(String key) {
    return sandbox.salesforce().row("Task", "Aftercall_Key__c", key).orElseThrow();
  }

  static Mail mailAbout(String who) {
    return sandbox.mail().mails().stream()
        .filter(mail -> mail.subject().endsWith(who))
        .findFirst()
        .orElseThrow();
  }

  static Post crmPost(String id) throws IOException {
    for (Post post : sandbox.http().posts("/crm")) {
      JsonNode body = JSON.readTree(post.body());
      if (body.path("id").asText().equals(id)) {
        return post;
      }
    }
    throw new AssertionError("no post about " + id);
  }

  static List<String> chatNotes() {
    return sandbox.http().posts("/chat").stream().map(Post::body).toList();
  }
}
