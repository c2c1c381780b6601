package io.aftercall.destination.mail;

import static io.aftercall.KameletStage.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.DestinationConformance;
import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.Outcome.Retry;
import io.aftercall.destination.Outcome.Retry.Scope;
import io.aftercall.tls.TlsTrust;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance of destinations, in the words of SMTP. */
@Timeout(60)
class MailConformanceTest {
  private StrictSmtp server;

  @BeforeEach
  void open() throws Exception {
    server = new StrictSmtp("AUTH PLAIN");
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private Outcome outcome() throws Exception {
    MailSettings settings =
        new MailSettings(
            "127.0.0.1",
            server.port(),
            null,
            "",
            "me",
            DestinationConformance.SECRET,
            "calls@acme.example",
            "erika.Mustermann@acme.example");
    SmtpSession session =
        new SmtpSession(
            settings,
            TlsTrust.ofJvm(),
            DestinationConformance.PATIENCE,
            DestinationConformance.PATIENCE.multipliedBy(3));
    Instant begin = Instant.now();
    DeliveryBatch deliveryBatch = batch(DestinationConformance.RECORD);
    try (KameletStage stage = MailStage.of(settings, "sales-email", session)) {
      begin = Instant.now();
      assertThat(stage.deliver(deliveryBatch).getException()).isNull();
    }
    DeliveryItem deliveryItem = deliveryBatch.items().get(0);
    DestinationConformance.assertSettled(deliveryItem, begin);
    return deliveryItem.outcome();
  }

  @Test
  void aSuccessIsDelivered() throws Exception {
    assertThat(outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.texts()).hasSize(1).first().asString().doesNotContain("_person_id");
    assertThat(server.offences()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 Erika Mustermann is unknown",
    "., 552 5.3.4 too big Mustermann",
    "DATA, 554 5.6.0 Mustermann"
  })
  void whatIsWrongWithARecordRejectsItAndNamesTheCode(String command, String reply)
      throws Exception {
    server.answering(command, reply);

    assertThat(outcome())
        .isInstanceOf(Outcome.Rejected.class)
        .satisfies(said -> assertThat(said.reason()).contains(reply.substring(0, 9)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"})
  void whateverGoesWrongBeforeTheTextLeavesNothingOpen(String command) throws Exception {
    for (String trouble : new String[] {"hang", "close", "drip", "endless", "421 4.3.2 later"}) {
      server.forget();
      server.answering(command, trouble);
      if (command.equals("EHLO")) {
        server.answering("HELO", trouble);
      }

      assertThat(outcome())
          .as(trouble)
          .isInstanceOfSatisfying(
              Retry.class, later -> assertThat(later.whose()).isEqualTo(Scope.DESTINATION));
      assertThat(server.texts()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "close", "drip", "endless", "what?", "299 hm"})
  void afterItTheServerMayHaveTheMessage(String trouble) throws Exception {
    server.answering(".", trouble);

    assertThat(outcome())
        .isInstanceOfSatisfying(Retry.class, later -> assertThat(later.leavesOpen()).isTrue());
    assertThat(server.texts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "close", "drip", "500 no"})
  void whatIsSaidAfterTheMessageWasTakenTakesNothingBack(String trouble) throws Exception {
    server.answering("QUIT", trouble);

    assertThat(outcome()).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void nobodyListens() throws Exception {
    server.close();

    assertThat(outcome())
        .isInstanceOfSatisfying(
            Retry.class, later -> assertThat(later.whose()).isEqualTo(Scope.DESTINATION));
  }
}
