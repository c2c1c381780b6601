package io.aftercall.destination.mail;

import static io.aftercall.KameletStage.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.Outcome.Retry.Scope;
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
      DeliveryItem first = attempt(server, 1, "here@acme.example,busy@acme.example", "");
      DeliveryItem second =
          attempt(server, 2, "here@acme.example,busy@acme.example", first.progress());

      assertThat(server.heard("DATA")).isOne();
      assertThat(server.heard(BUSY)).isEqualTo(2);
      assertThat(List.of(first.outcome(), second.outcome()))
          .containsOnly(
              Outcome.Retry.because(
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
      DeliveryItem second = attempt(server, 2, "a@x.example,busy@x.example,c@x.example", progress);
      DeliveryItem third =
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
      DeliveryItem deliveryItem = attempt(server, 1, to, "");

      assertThat(((Outcome.Retry) deliveryItem.outcome()).whose()).isEqualTo(Scope.UNKNOWN);
      assertThat(deliveryItem.progress()).isEmpty();
    }
  }

  private static DeliveryItem attempt(ScriptedSmtp server, int number, String to, String progress)
      throws Exception {
    DeliveryItem deliveryItem = item("e1.test.0", number, "{\"to\":\"" + to + "\"}");
    deliveryItem.progress(progress);
    try (KameletStage stage = MailStage.of(MailStage.settings(server.port()))) {
      stage.deliver(new DeliveryBatch("test", List.of(deliveryItem)));
    }
    return deliveryItem;
  }
}
