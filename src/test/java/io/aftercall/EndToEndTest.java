package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.sandbox.Mail;
import io.aftercall.sandbox.Post;
import io.aftercall.sandbox.salesforce.Row;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every body the sender uses, through the real door, to the stand-ins of Salesforce, the mailbox
 * and the HTTP system.
 */
class EndToEndTest extends SandboxStage {
  /** The samples are of few people under many numbers; who was here before is known again. */
  @BeforeEach
  void nobodyIsKnown() {
    sandbox.salesforce().empty();
  }

  @Test
  void anInterestedCustomerBecomesLeadTasksMailAndNote() throws Exception {
    post("classic-campaign-completed");

    Set<String> reached =
        Set.of("salesforce-lead", "sales-email", "team-chat", "follow-up", "call-log", "crm-http");
    assertThat(delivered("480336")).isEqualTo(reached);
    Row lead =
        sandbox.salesforce().row("Lead", "Aftercall_Person__c", "+4915123456789").orElseThrow();
    assertThat(lead.text("FirstName")).isEqualTo("Max");
    assertThat(lead.text("LastName")).isEqualTo("Mustermann");
    assertThat(lead.text("Company")).isEqualTo("Beispiel GmbH");
    assertThat(lead.text("Phone")).isEqualTo("+4915123456789");
    assertThat(lead.text("Rating")).isEqualTo("Hot");
    assertThat(lead.text("Status")).isEqualTo("Working - Contacted");
    assertThat(lead.text("LeadSource")).isEqualTo("Web");
    Row followUp = task("famulor:480336:follow-up");
    assertThat(followUp.text("ActivityDate")).isEqualTo("2024-02-15");
    assertThat(followUp.text("Status")).isEqualTo("Not Started");
    assertThat(followUp.text("WhoId")).isEqualTo(lead.id());
    Row log = task("famulor:480336");
    assertThat(log.text("CallDurationInSeconds")).isEqualTo("180");
    assertThat(log.text("CallType")).isEqualTo("Outbound");
    assertThat(log.text("Status")).isEqualTo("Completed");
    assertThat(log.text("ActivityDate")).isEqualTo("2024-01-15");
    assertThat(log.text("WhoId")).isEqualTo(lead.id());
    assertThat(log.text("Description")).doesNotContain("Hello Mr. Mustermann");
    Mail mail = mailAbout("Max Mustermann, Beispiel GmbH");
    assertThat(mail.to()).contains("sales@sandbox.example");
    assertThat(mail.text()).contains("product_inquiry").doesNotContain("Hello Mr. Mustermann");
    assertThat(mail.html()).contains("Beispiel GmbH");
    assertThat(mail.messageId()).contains(".sales-email.1@");
    Post crm = crmPost("famulor:480336");
    assertThat(crm.signature()).isEqualTo(Post.Signature.VALID);
    assertThat(crm.header("Idempotency-Key")).endsWith(".crm-http.1");
    assertThat(JSON.readTree(crm.body()).at("/customer/last_name").asText())
        .isEqualTo("Mustermann");
    assertThat(chatNotes()).anyMatch(note -> note.contains("Max Mustermann"));
  }

  @Test
  void aBusyLineIsLoggedAndThePlatformCallsAgain() throws Exception {
    post("classic-campaign-busy");

    assertThat(delivered("480401")).isEqualTo(Set.of("call-log", "crm-http"));
    Row log = task("famulor:480401");
    assertThat(log.text("Subject")).isEqualTo("AI call: line busy");
    assertThat(log.text("CallDisposition")).isEqualTo("Busy");
    assertThat(log.text("CallDurationInSeconds")).isEqualTo("0");
    assertThat(sandbox.salesforce().row("Lead", "Aftercall_Person__c", "+4915199887766")).isEmpty();
  }

  @Test
  void afterTheLastAttemptAPersonCallsBack() throws Exception {
    String lastTime =
        sample("classic-campaign-busy")
            .replace("480401", "480402")
            .replace("\"rescheduled\"", "\"reached-max-retries\"");
    service.post(lastTime.getBytes(UTF_8));

    assertThat(delivered("480402")).isEqualTo(Set.of("call-log", "follow-up", "crm-http"));
    assertThat(task("famulor:480402:follow-up").text("Status")).isEqualTo("Not Started");
  }

  @Test
  void aGoalReachedIsALeadWhateverTheShape() throws Exception {
    post("classic-nested-campaign-completed");
    String segments = sample("classic-segments-completed").replace("12345,", "12346,");
    service.post(segments.getBytes(UTF_8));

    Set<String> reached =
        Set.of("salesforce-lead", "sales-email", "team-chat", "call-log", "crm-http");
    assertThat(delivered("12345")).isEqualTo(reached);
    assertThat(delivered("12346")).isEqualTo(reached);
    Row john = sandbox.salesforce().row("Lead", "Aftercall_Person__c", "+1234567890").orElseThrow();
    assertThat(john.text("LastName")).isEqualTo("Doe");
    assertThat(john.text("Company")).isEqualTo("[not provided]");
    assertThat(john.text("Rating")).isEqualTo("Hot");
    assertThat(task("famulor:12345").text("Description")).contains("Product Demo Campaign");
    assertThat(mailAbout("John Doe").text()).contains("Customer interested in product demo");
    Row max =
        sandbox.salesforce().row("Lead", "Aftercall_Person__c", "+491234567890").orElseThrow();
    assertThat(max.text("LastName")).isEqualTo("Mustermann");
  }

  @Test
  void aSupportCallIsLoggedOnly() throws Exception {
    post("classic-no-campaign-completed");

    assertThat(delivered("480337")).isEqualTo(Set.of("call-log", "crm-http"));
    Row log = task("famulor:480337");
    assertThat(log.text("CallDisposition")).isEqualTo("Connected");
    assertThat(log.value("WhoId").isMissingNode() || log.text("WhoId").isEmpty()).isTrue();
  }

  @Test
  void aNamelessCallDoesNotUnnameTheLead() throws Exception {
    String named =
        sample("classic-campaign-completed")
            .replace("480336", "480350")
            .replace("5123456789", "5100000001");
    service.post(named.getBytes(UTF_8));
    assertThat(delivered("480350")).contains("salesforce-lead");
    String nameless = sample("platform2-call-completed").replace("5123456789", "5100000001");
    service.post(nameless.getBytes(UTF_8));

    assertThat(delivered("7b0c7c1e-55f1-4a7e-9a1c-1f6f4a0e9f10"))
        .isEqualTo(Set.of("salesforce-lead", "sales-email", "team-chat", "call-log", "crm-http"));
    Row lead =
        sandbox.salesforce().row("Lead", "Aftercall_Person__c", "+4915100000001").orElseThrow();
    assertThat(lead.text("LastName")).isEqualTo("Mustermann");
    assertThat(lead.text("Company")).isEqualTo("Beispiel GmbH");
    assertThat(lead.text("Aftercall_Last_Call__c"))
        .endsWith("7b0c7c1e-55f1-4a7e-9a1c-1f6f4a0e9f10");
    Row log = task("famulor:7b0c7c1e-55f1-4a7e-9a1c-1f6f4a0e9f10");
    assertThat(log.text("CallDurationInSeconds")).isEqualTo("97");
    assertThat(log.text("WhoId")).isEqualTo(lead.id());
  }

  @Test
  void whatSalesChangedBetweenTwoCallsStays() throws Exception {
    String call = sample("classic-campaign-completed").replace("5123456789", "5100000003");
    service.post(call.replace("480336", "480370").getBytes(UTF_8));
    assertThat(delivered("480370")).contains("salesforce-lead");
    String lead =
        sandbox
            .salesforce()
            .row("Lead", "Aftercall_Person__c", "+4915100000003")
            .orElseThrow()
            .id();
    sandbox.salesforce().edited("Lead", lead, Map.of("Rating", "Cold"));
    service.post(call.replace("480336", "480371").getBytes(UTF_8));

    assertThat(delivered("480371")).contains("salesforce-lead");
    Row after = sandbox.salesforce().byId(lead).orElseThrow();
    assertThat(after.text("Rating")).isEqualTo("Cold");
    assertThat(after.text("Aftercall_Last_Call__c")).endsWith("480371");
    String delivery =
        rows("480371").stream()
            .filter(row -> row.destination().equals("salesforce-lead"))
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(service.bean(DeliveryQueries.class).attempts(delivery).get(0).attempt().reason())
        .contains("Rating left as it was: someone changed it in the CRM");
  }

  @Test
  void chatsAndReceiptsAreKeptButReachNobody() throws Exception {
    assertThat(post("conversation-ended-whatsapp")).isEqualTo("accepted");
    // The other tests of this service may have posted the sample already.
    String message = sample("message-status").replace("SM0123456789", "SM0123456490");
    assertThat(status(service.post(message.getBytes(UTF_8)).body())).isEqualTo("accepted");

    String chat = "conversation:b2c3d4e5-f6a7-8901-bcde-f12345678901";
    assertThat(JourneyBook.of(service, chat).state()).isEqualTo("ignored");
    assertThat(JourneyBook.of(service, "message:SM0123456490").state()).isEqualTo("ignored");
    assertThat(rows(chat)).isEmpty();
    assertThat(rows("message:SM0123456490")).isEmpty();
  }

  @Test
  void theSameCallAgainChangesTheRecordsAndWritesNoSecondMail() throws Exception {
    String first =
        sample("classic-campaign-completed")
            .replace("480336", "480360")
            .replace("5123456789", "5100000002");
    service.post(first.getBytes(UTF_8));
    assertThat(delivered("480360")).hasSize(6);
    assertThat(status(service.post(first.getBytes(UTF_8)).body())).isEqualTo("duplicate");
    String changed = first.replace("\"duration\": 180", "\"duration\": 240");
    assertThat(status(service.post(changed.getBytes(UTF_8)).body())).isEqualTo("updated");

    assertThat(delivered("480360")).hasSize(6);
    assertThat(task("famulor:480360").text("CallDurationInSeconds")).isEqualTo("240");
    assertThat(sandbox.mail().mails().stream().filter(m -> m.text().contains("480360"))).hasSize(1);
    assertThat(sandbox.salesforce().countBy("Task", "Aftercall_Key__c").get("famulor:480360"))
        .isEqualTo(1);
  }
}
