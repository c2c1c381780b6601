package io.aftercall.destination.mail;

import static io.aftercall.KameletStage.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An address that opted out gets no mail, whatever the deliver route says of whom it contacts. */
class SuppressedAddressTest {
  @Test
  void nothingIsSentWhereTheOnlyRecipientOptedOut() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      DeliveryItem deliveryItem = attempt(server, "no@x.example");

      assertThat(deliveryItem.outcome()).isEqualTo(new Outcome.Suppressed("opt-out of a call"));
      assertThat(server.heard("DATA")).isZero();
    }
  }

  @Test
  void theOthersGetIt() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      DeliveryItem deliveryItem = attempt(server, "no@x.example,yes@x.example");

      assertThat(deliveryItem.outcome()).isInstanceOf(Outcome.Delivered.class);
      assertThat(server.heard("DATA")).isOne();
      assertThat(server.heard("RCPT TO:<no@")).isZero();
      assertThat(deliveryItem.notes())
          .containsExactly("mail: a recipient was left out (opt-out of a call)");
    }
  }

  @Test
  void whoOptsOutAfterTheLetterWasWrittenGetsNone() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      DeliveryItem deliveryItem = item("e1.test.0", 1, "{\"to\":\"yes@x.example\"}");
      deliveryItem.suppressions(
          () -> Optional.of("opt-out of a call"), address -> Optional.empty());
      send(server, deliveryItem);

      assertThat(deliveryItem.outcome()).isEqualTo(new Outcome.Suppressed("opt-out of a call"));
      assertThat(server.heard("DATA")).isZero();
    }
  }

  @Test
  void nothingIsSentWhileTheListCannotBeRead() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      DeliveryItem deliveryItem = item("e1.test.0", 1, "{\"to\":\"yes@x.example\"}");
      deliveryItem.suppressions(
          () -> {
            throw new IllegalStateException("away");
          },
          address -> Optional.empty());
      send(server, deliveryItem);

      assertThat(deliveryItem.outcome()).isInstanceOf(Outcome.Retry.class);
      assertThat(deliveryItem.departure().isMissed()).isTrue();
      assertThat(server.heard("DATA")).isZero();
    }
  }

  private static DeliveryItem attempt(ScriptedSmtp server, String to) throws Exception {
    DeliveryItem deliveryItem = item("e1.test.0", 1, "{\"to\":\"" + to + "\"}");
    deliveryItem.suppressions(
        Optional::empty,
        address -> Optional.of("opt-out of a call").filter(why -> address.startsWith("no@")));
    send(server, deliveryItem);
    return deliveryItem;
  }

  private static void send(ScriptedSmtp server, DeliveryItem deliveryItem) throws Exception {
    try (KameletStage stage = MailStage.of(MailStage.settings(server.port()))) {
      stage.deliver(new DeliveryBatch("test", List.of(deliveryItem)));
    }
  }
}
