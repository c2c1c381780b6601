package io.aftercall.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.destination.Outcome;
import io.aftercall.sandbox.Mail;
import io.aftercall.sandbox.MailStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipes for other senders, for letters and for queues. */
class MoreRecipesTest {
  private static final Path CAMPAIGN = Path.of("config/samples/classic-campaign-completed.json");

  @TempDir Path home;
  private RecipeStage stage;

  @AfterEach
  void stop() throws Exception {
    stage.close();
  }

  @Test
  void everyPageIsInTheListAndTheListIsComplete() throws Exception {
    stage = new RecipeStage("teams", home);
    String list = Files.readString(Path.of("src/docs/recipes/README.md"));
    try (Stream<Path> pages = Files.list(Path.of("src/docs/recipes"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .filteredOn(page -> !page.equals("README.md"))
          .hasSize(10)
          .allMatch(page -> list.contains("(" + page + ")"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pipedrive, mail.host,     PIPEDRIVE_URL",
    "pipedrive, pipedrive.url, PIPEDRIVE_TOKEN",
    "zoho,      zoho.url,      ZOHO_OAUTH_TOKEN_URL",
    "teams,     mail.host,     AFTERCALL_TEAMS_URL"
  })
  void withoutItsSettingsADestinationSaysWhatToSet(String recipe, String set, String unset)
      throws Exception {
    stage = new RecipeStage(recipe, home).with(set, "https://system.example").start();

    assertThat(stage.missing("deliver-" + recipe)).containsExactly("not configured: set " + unset);
  }

  /** {@code try}, {@code explain} and {@code preview} are asked before anybody has a key. */
  @ParameterizedTest
  @CsvSource({
    "hubspot,   http:hubspot.url",
    "pipedrive, http:pipedrive.url",
    "zoho,      http:zoho.url",
    "teams,     http:aftercall.teams.url"
  })
  void whatWouldBeSentIsShownWithoutItsSettings(String recipe, String where) throws Exception {
    stage = new RecipeStage(recipe, home);

    assertThat(stage.dryRun("classic-campaign-completed").get(recipe))
        .isInstanceOfSatisfying(
            Outcome.DryRun.class,
            would -> {
              assertThat(would.reason()).contains(where);
              assertThat(would.content()).contains("Mustermann");
            });
  }

  @Test
  void anotherSender() throws Exception {
    stage = new RecipeStage("another-sender", home).start();
    stage.assertItsTestsPass();
    byte[] body = Files.readAllBytes(home.resolve("config/samples/dialer.json"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret".getBytes(UTF_8), "HmacSHA256"));
    String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));

    assertThat(stage.receive("dialer", "", Map.of("X-Signature", signature), body)).isEqualTo(202);
    assertThat(stage.receive("dialer", "", Map.of("X-Signature", "sha256=00"), body))
        .isEqualTo(401);
    assertThat(stage.arrived).singleElement().matches(a -> a.callId().equals("d-20260131-17"));
    ObjectNode call = stage.read("dialer", stage.arrived.get(0).body());

    assertThat(call.path("outcome").asText()).isEqualTo("connected");
    assertThat(call.path("duration").asInt()).isEqualTo(95);
    assertThat(call.path("summary").asText()).isEqualTo("Wants an offer for four rooms.");
    assertThat(call.at("/extracted_variables/rooms").intValue()).isEqualTo(4);
    assertThat(stage.decide("dialer", call)).containsExactly("salesforce-lead", "crm-http");
  }

  @Test
  void emailPerOwner() throws Exception {
    try (MailStandIn mail = MailStandIn.start()) {
      stage =
          new RecipeStage("email-per-owner", home)
              .with("aftercall.mail.host", mail.host())
              .with("aftercall.mail.port", String.valueOf(mail.port()))
              .with("aftercall.mail.from", "aftercall@example.com")
              .with("aftercall.mail.to", "sales@example.com")
              .start();
      stage.assertItsTestsPass();
      ObjectNode call = stage.read("famulor", Files.readAllBytes(CAMPAIGN));
      assertThat(stage.decide("famulor", call)).contains("owner-email");
      ObjectNode owned = call.deepCopy();
      ((ObjectNode) owned.at("/lead/variables")).put("owner_email", "anna@example.com");

      stage.deliver("owner-email", owned);
      stage.deliver("owner-email", call);

      List<Mail> mails = mail.await(2, Duration.ofSeconds(10));
      assertThat(mails)
          .extracting(Mail::to)
          .containsExactly("anna@example.com", "sales@example.com");
      assertThat(mails.get(0).subject()).isEqualTo("Interested: Max Mustermann");
    }
  }

  @Test
  void kafka() throws Exception {
    stage =
        new RecipeStage("kafka", home, "kafka")
            .with("kafka.brokers", "nowhere:9092")
            .with("AFTERCALL_FAMULOR_TOKEN", "secret")
            .with("kafka", new QueueInItsPlace())
            .start(WorkspaceFolder.RECEIVE);
    byte[] body = Files.readAllBytes(CAMPAIGN);

    Exchange read =
        stage.camel().createFluentProducerTemplate().to("kafka:ai-calls").withBody(body).send();

    assertThat(read.getException()).isNull();
    assertThat(stage.arrived)
        .singleElement()
        .matches(newWebhook -> newWebhook.callId().equals("480336"));
    ObjectNode call = stage.read("famulor", body);
    assertThat(stage.decide("famulor", call)).contains("call-events");
    assertThat(stage.deliver("call-events", call)).containsExactly(Outcome.Delivered.as(""));
    Exchange sent = stage.camel().createConsumerTemplate().receive("kafka:call-events", 5_000);
    assertThat(sent.getMessage().getBody(String.class))
        .startsWith(
            "{\"id\":\"famulor:480336\",\"person\":\"+4915123456789\",\"outcome\":\"connected\"");
    assertThat(sent.getMessage().getHeader("kafka.KEY", String.class)).isEqualTo("+4915123456789");
  }

  /** A queue in this process, behind the name and the options of Kafka. */
  static final class QueueInItsPlace extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
      parameters.clear();
      String wait = name.equals("ai-calls") ? "Always" : "Never";
      return getCamelContext().getEndpoint("seda:" + name + "?waitForTaskToComplete=" + wait);
    }
  }
}
