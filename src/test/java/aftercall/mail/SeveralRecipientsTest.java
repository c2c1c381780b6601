package aftercall.mail;

import static aftercall.KameletStage.parcel;
import static org.assertj.core.api.Assertions.assertThat;

import aftercall.KameletStage;
import aftercall.delivery.Outcome;
import aftercall.delivery.Outcome.TryLater.Whose;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeveralRecipientsTest {
  private static final String BUSY = "RCPT TO:<busy@";

  @Test
  void aRepeatGoesOnlyToThoseWhoDoNotHaveIt() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of(BUSY, "451 later"))) {
      Parcel first = attempt(server, 1, "here@acme.example,busy@acme.example", "");
      Parcel second = attempt(server, 2, "here@acme.example,busy@acme.example", first.progress());

      assertThat(server.heard("DATA")).isOne();
      assertThat(server.heard(BUSY)).isEqualTo(2);
      assertThat(List.of(first.outcome(), second.outcome()))
          .containsOnly(
              Outcome.TryLater.because(
                  "mail: the server asks to come back (451); 1 of 2 recipients have it"));
      assertThat(second.progress()).isEqualTo(first.progress()).doesNotContain("@", "acme");
    }
  }

  @Test
  void whenTheLastOneHasItTheRecordIsDeliveredUnderItsOwnMessageId() throws Exception {
    String progress;
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of(BUSY, "451 later"))) {
      progress = attempt(server, 1, "a@x.example,busy@x.example,c@x.example", "").progress();
    }
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      Parcel second = attempt(server, 2, "a@x.example,busy@x.example,c@x.example", progress);
      Parcel third =
          attempt(server, 3, "a@x.example,busy@x.example,c@x.example", second.progress());

      assertThat(second.outcome()).isEqualTo(Outcome.Delivered.as("<e1.test.0.1@acme.example>"));
      assertThat(second.progress().split(" ")).hasSize(3);
      assertThat(third.outcome()).isInstanceOf(Outcome.Delivered.class);
      assertThat(server.heard("DATA")).isOne();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "busy@acme.example,lost@acme.example | 451 later",
        "lost@acme.example,busy@acme.example | 451 later",
        "lost@acme.example,busy@acme.example | 550 nobody",
        "lost@acme.example,busy@acme.example | 530 log in"
      })
  void thatOneMayHaveItIsNotLostBehindWhatAnotherLacks(String to, String reply) throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of(BUSY, reply, ".", "drop"))) {
      Parcel parcel = attempt(server, 1, to, "");

      assertThat(((Outcome.TryLater) parcel.outcome()).whose()).isEqualTo(Whose.UNKNOWN);
      assertThat(parcel.progress()).isEmpty();
    }
  }

  private static Parcel attempt(ScriptedSmtp server, int number, String to, String progress)
      throws Exception {
    Parcel parcel = parcel("e1.test.0", number, "{\"to\":\"" + to + "\"}");
    parcel.progress(progress);
    try (KameletStage stage = MailStage.of(MailStage.settings(server.port()))) {
      stage.deliver(new Shipment("test", List.of(parcel)));
    }
    return parcel;
  }
}
