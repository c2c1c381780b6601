package io.aftercall.destination.mail;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercall.KameletStage;
import io.aftercall.delivery.LeasedItems;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.Outcome.Retry.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failure means by how far the letter came. */
class DialogueTest {

  @ParameterizedTest
  @CsvSource({
    "hello, 421 too busy",
    "hello, 554 no service here",
    "hello, drop",
    "EHLO, drop",
    "MAIL FROM, drop",
    "RCPT TO, drop",
    "DATA, drop",
    "DATA, 421 closing"
  })
  void beforeTheTextNothingWasSentAndTheServerIsAway(String command, String reply)
      throws Exception {
    DeliveryBatch deliveryBatch = batch("{\"to\":\"a@acme.example\"}");

    deliver(Map.of(command, reply), deliveryBatch);

    assertThat(whose(deliveryBatch)).isEqualTo(Scope.DESTINATION);
  }

  @Test
  void aConnectionLostAfterTheTextIsRepeatedUnderTheSameMessageId() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of(".", "drop"));
        KameletStage stage = MailStage.of(MailStage.settings(server.port()))) {
      DeliveryBatch first = batch("{\"to\":\"a@acme.example\"}");
      DeliveryBatch second = batch("{\"to\":\"a@acme.example\"}");

      stage.deliver(first);
      stage.deliver(second);

      assertThat(whose(first)).isEqualTo(Scope.UNKNOWN);
      assertThat(server.heard().stream().filter(line -> line.startsWith("Message-ID:")))
          .hasSize(2)
          .containsOnly("Message-ID: <e1.test.0@acme.example>");
    }
  }

  @Test
  void aSettingWithASenderTheServerRefusesStopsTheDestinationAfterOneTry() throws Exception {
    DeliveryBatch deliveryBatch =
        batch("{\"to\":\"a@acme.example\"}", "{\"to\":\"b@acme.example\"}");

    ScriptedSmtp server = deliver(Map.of("MAIL FROM", "550 not you"), deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .hasSize(2)
        .containsOnly(
            Outcome.Paused.because(
                "mail: the server does not accept the sender (550); check AFTERCALL_MAIL_FROM"));
    assertThat(server.heard("MAIL FROM")).isOne();
  }

  @Test
  void aRecordWithASenderOfItsOwnIsRefusedAlone() throws Exception {
    DeliveryBatch deliveryBatch =
        batch(
            "{\"to\":\"a@acme.example\",\"from\":\"who@acme.example\"}",
            "{\"to\":\"b@acme.example\"}");

    deliver(Map.of("MAIL FROM:<who@", "550 not you"), deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(
            new Outcome.Rejected("mail: the server does not accept the sender (550)", "from"),
            Outcome.Delivered.as("<e2.test.0@acme.example>"));
  }

  @Test
  void aLeaseThatEndsWhileTheTextIsWrittenLeavesItUnsent() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of());
        KameletStage stage = MailStage.of(MailStage.settings(server.port()))) {
      DeliveryItem deliveryItem =
          LeasedItems.until(
              () -> server.heard("DATA") > 0,
              JsonNodeFactory.instance.objectNode().put("to", "a@acme.example"));
      DeliveryBatch deliveryBatch = new DeliveryBatch("test", List.of(deliveryItem));

      assertThat(stage.deliver(deliveryBatch).getException()).isNull();

      assertThat(server.heard("DATA")).isOne();
      assertThat(server.heard()).doesNotContain(".");
      assertThat(deliveryItem.outcome())
          .isEqualTo(Outcome.Retry.because("the loan ended before it was sent"));
      assertThat(deliveryItem.answer()).isEmpty();
    }
  }

  @Test
  void aMailServerDeliversNothingOfAnUnfinishedLetter() throws Exception {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    try (KameletStage stage = MailStage.of(MailStage.settings(mail.getSmtp().getPort()))) {
      AtomicInteger asked = new AtomicInteger();
      DeliveryItem deliveryItem =
          LeasedItems.until(
              () -> asked.incrementAndGet() > 1,
              JsonNodeFactory.instance.objectNode().put("to", "a@acme.example"));

      stage.deliver(new DeliveryBatch("test", List.of(deliveryItem)));
      stage.deliver(batch("{\"to\":\"b@acme.example\"}"));

      assertThat(mail.getReceivedMessages()).hasSize(1);
      assertThat(mail.getReceivedMessages()[0].getAllRecipients()[0]).hasToString("b@acme.example");
    } finally {
      mail.stop();
    }
  }

  private static ScriptedSmtp deliver(Map<String, String> script, DeliveryBatch deliveryBatch)
      throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(script);
        KameletStage stage = MailStage.of(MailStage.settings(server.port()))) {
      stage.deliver(deliveryBatch);
      return server;
    }
  }

  private static Scope whose(DeliveryBatch deliveryBatch) {
    return ((Outcome.Retry) outcomes(deliveryBatch).get(0)).whose();
  }
}
