package aftercall.mail;

import static aftercall.KameletStage.outcomes;
import static aftercall.KameletStage.shipment;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.KameletStage;
import aftercall.delivery.LentParcels;
import aftercall.delivery.Outcome;
import aftercall.delivery.Outcome.TryLater.Whose;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
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
    Shipment shipment = shipment("{\"to\":\"a@acme.example\"}");

    deliver(Map.of(command, reply), shipment);

    assertThat(whose(shipment)).isEqualTo(Whose.DESTINATION);
  }

  @Test
  void aConnectionLostAfterTheTextIsRepeatedUnderTheSameMessageId() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of(".", "drop"));
        KameletStage stage = MailStage.of(MailStage.settings(server.port()))) {
      Shipment first = shipment("{\"to\":\"a@acme.example\"}");
      Shipment second = shipment("{\"to\":\"a@acme.example\"}");

      stage.deliver(first);
      stage.deliver(second);

      assertThat(whose(first)).isEqualTo(Whose.UNKNOWN);
      assertThat(server.heard().stream().filter(line -> line.startsWith("Message-ID:")))
          .hasSize(2)
          .containsOnly("Message-ID: <e1.test.0@acme.example>");
    }
  }

  @Test
  void aSettingWithASenderTheServerRefusesStopsTheDestinationAfterOneTry() throws Exception {
    Shipment shipment = shipment("{\"to\":\"a@acme.example\"}", "{\"to\":\"b@acme.example\"}");

    ScriptedSmtp server = deliver(Map.of("MAIL FROM", "550 not you"), shipment);

    assertThat(outcomes(shipment))
        .hasSize(2)
        .containsOnly(
            Outcome.Stopped.because(
                "mail: the server does not accept the sender; check AFTERCALL_MAIL_FROM"));
    assertThat(server.heard("MAIL FROM")).isOne();
  }

  @Test
  void aRecordWithASenderOfItsOwnIsRefusedAlone() throws Exception {
    Shipment shipment =
        shipment(
            "{\"to\":\"a@acme.example\",\"from\":\"who@acme.example\"}",
            "{\"to\":\"b@acme.example\"}");

    deliver(Map.of("MAIL FROM:<who@", "550 not you"), shipment);

    assertThat(outcomes(shipment))
        .containsExactly(
            new Outcome.Refused("mail: the server does not accept the sender", "from"),
            Outcome.Delivered.as("<e2.test.0@acme.example>"));
  }

  @Test
  void aLoanThatEndsWhileTheTextIsWrittenLeavesItUnsent() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of());
        KameletStage stage = MailStage.of(MailStage.settings(server.port()))) {
      Parcel parcel =
          LentParcels.until(
              () -> server.heard("DATA") > 0,
              JsonNodeFactory.instance.objectNode().put("to", "a@acme.example"));
      Shipment shipment = new Shipment("test", List.of(parcel));

      assertThat(stage.deliver(shipment).getException()).isNull();

      assertThat(server.heard("DATA")).isOne();
      assertThat(server.heard()).doesNotContain(".");
      assertThat(parcel.outcome())
          .isEqualTo(Outcome.TryLater.because("the loan ended before it was sent"));
      assertThat(parcel.answer()).isEmpty();
    }
  }

  @Test
  void aMailServerDeliversNothingOfAnUnfinishedLetter() throws Exception {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    try (KameletStage stage = MailStage.of(MailStage.settings(mail.getSmtp().getPort()))) {
      AtomicInteger asked = new AtomicInteger();
      Parcel parcel =
          LentParcels.until(
              () -> asked.incrementAndGet() > 1,
              JsonNodeFactory.instance.objectNode().put("to", "a@acme.example"));

      stage.deliver(new Shipment("test", List.of(parcel)));
      stage.deliver(shipment("{\"to\":\"b@acme.example\"}"));

      assertThat(mail.getReceivedMessages()).hasSize(1);
      assertThat(mail.getReceivedMessages()[0].getAllRecipients()[0]).hasToString("b@acme.example");
    } finally {
      mail.stop();
    }
  }

  private static ScriptedSmtp deliver(Map<String, String> script, Shipment shipment)
      throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(script);
        KameletStage stage = MailStage.of(MailStage.settings(server.port()))) {
      stage.deliver(shipment);
      return server;
    }
  }

  private static Whose whose(Shipment shipment) {
    return ((Outcome.TryLater) outcomes(shipment).get(0)).whose();
  }
}
