package io.aftercall.destination.mail;

import static io.aftercall.KameletStage.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves, held against the rules by a server that overlooks nothing. */
class StrictSmtpTest {

  @ParameterizedTest
  @CsvSource({
    "max@müller-beispiel.de, <max@xn--mller-beispiel-gsb.de>",
    "info@straße.example, <info@xn--strae-oqa.example>",
    "a@ΕΛΛΆΔΑ.example, <a@xn--hxakic4aa.example>",
    "x@例え.テスト, <x@xn--r8jz45g.xn--zckzah>",
    "Max@ACME.Example, <Max@acme.example>"
  })
  void aDomainLeavesAsTheDnsKnowsIt(String to, String path) throws Exception {
    try (StrictSmtp server = new StrictSmtp("SMTPUTF8")) {
      DeliveryItem item = sent(server, "{\"to\":\"" + to + "\",\"subject\":\"Grüße\"}");

      assertThat(item.outcome()).isInstanceOf(Outcome.Delivered.class);
      assertThat(server.commands("RCPT")).containsExactly("RCPT TO:" + path);
      assertThat(server.commands("MAIL")).containsExactly("MAIL FROM:<calls@acme.example>");
      assertThat(server.texts().get(0)).contains("To: " + path.replaceAll("[<>]", ""));
      assertThat(server.offences()).isEmpty();
    }
  }

  @Test
  void alocalPartThatIsNotAsciiGoesAsUtf8WhereThatIsOffered() throws Exception {
    try (StrictSmtp server = new StrictSmtp("8BITMIME", "SMTPUTF8")) {
      DeliveryItem item = sent(server, "{\"to\":\"Jörg <jörg.müller@müller.example>\"}");

      assertThat(item.outcome()).isInstanceOf(Outcome.Delivered.class);
      assertThat(server.commands("RCPT"))
          .containsExactly("RCPT TO:<jörg.müller@xn--mller-kva.example>");
      assertThat(server.commands("MAIL").get(0)).endsWith(" SMTPUTF8");
      assertThat(server.texts().get(0)).contains("jörg.müller@xn--mller-kva.example>");
      assertThat(server.offences()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"to", "cc", "bcc", "reply_to"})
  void elseItIsRejectedBeforeAnythingIsSent(String field) throws Exception {
    try (StrictSmtp server = new StrictSmtp()) {
      DeliveryItem item =
          sent(server, "{\"to\":\"a@acme.example\",\"" + field + "\":\"jörg@acme.example\"}");

      assertThat(item.outcome())
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> {
                assertThat(rejected.field()).isEqualTo(field);
                assertThat(rejected.reason()).contains("SMTPUTF8").doesNotContain("jörg");
              });
      assertThat(server.commands("RCPT")).noneMatch(line -> line.contains("jörg"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max@",
        "@acme.example",
        "max",
        "max@acme..example",
        "max@-acme.example",
        "max@acme.example-",
        "ma x@acme.example",
        "max@ac me.example",
        "max@acme_.example",
        "max@\\u0000acme.example",
        "list:;",
        "max@xn--zzzzzzzz99999.example",
        "a@b@acme.example",
        "<max@acme.example",
        "12345678901234567890123456789012345678901234567890123456789012345@acme.example"
      })
  void anAddressThatCannotBeWrittenRejectsItsRecordByItsField(String address) throws Exception {
    try (StrictSmtp server = new StrictSmtp("SMTPUTF8")) {
      for (String field : new String[] {"to", "cc", "reply_to", "from"}) {
        DeliveryItem item =
            sent(server, "{\"to\":\"a@acme.example\",\"" + field + "\":\"" + address + "\"}");

        assertThat(item.outcome())
            .isInstanceOfSatisfying(
                Outcome.Rejected.class,
                rejected -> {
                  assertThat(rejected.field()).isEqualTo(field);
                  assertThat(rejected.reason()).startsWith("mail: an address in " + field);
                });
      }
      assertThat(server.commands()).isEmpty();
    }
  }

  @Test
  void headersAreAsciiAndNobodySeesWhoGetsABlindCopy() throws Exception {
    try (StrictSmtp server = new StrictSmtp("SMTPUTF8")) {
      DeliveryItem item =
          sent(
              server,
              """
              {"from":"Vertrieb Müller <calls@acme.example>","to":"Jürgen Groß <a@acme.example>",
               "cc":"Zoë <c@acme.example>","bcc":"b@acme.example, a@acme.example",
               "reply_to":"Inhaber Öz <o@acme.example>","subject":"Änderung 😀 %s"}
              """
                  .formatted("ä".repeat(300)));

      assertThat(item.outcome()).isInstanceOf(Outcome.Delivered.class);
      assertThat(server.commands("RCPT"))
          .containsExactly(
              "RCPT TO:<a@acme.example>", "RCPT TO:<c@acme.example>", "RCPT TO:<b@acme.example>");
      assertThat(server.texts()).hasSize(3);
      for (String text : server.texts()) {
        assertThat(text)
            .contains("Reply-To: =?UTF-8?Q?Inhaber_=C3=96z?= <o@acme.example>")
            .contains("Cc: =?UTF-8?Q?Zo=C3=AB?= <c@acme.example>")
            .contains("From: =?UTF-8?Q?Vertrieb_M=C3=BCller?= <calls@acme.example>")
            .contains("Message-ID: <e1.test.0@acme.example>")
            .doesNotContain("b@acme.example", "Bcc");
        assertThat(headers(text)).allMatch(line -> line.length() <= 78);
      }
      assertThat(server.offences()).isEmpty();
    }
  }

  private static Stream<String> headers(String text) {
    return Stream.of(text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n"));
  }

  @Test
  void aSenderWithADomainOfItsOwnScriptNamesItInTheMessageIdToo() throws Exception {
    try (StrictSmtp server = new StrictSmtp()) {
      sent(server, "{\"to\":\"a@acme.example\",\"from\":\"calls@müller.example\"}");

      assertThat(server.commands("MAIL"))
          .containsExactly("MAIL FROM:<calls@xn--mller-kva.example>");
      assertThat(server.texts().get(0)).contains("Message-ID: <e1.test.0@xn--mller-kva.example>");
      assertThat(server.offences()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUTH PLAIN", "AUTH LOGIN", "AUTH LOGIN PLAIN XOAUTH2"})
  void theUsualWaysToLogInWork(String offer) throws Exception {
    try (StrictSmtp server = new StrictSmtp(offer)) {
      DeliveryItem item = sent(server, login(server), "{\"to\":\"a@acme.example\"}");

      assertThat(item.outcome()).isInstanceOf(Outcome.Delivered.class);
      assertThat(server.commands("AUTH")).hasSize(1);
      assertThat(server.offences()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AUTH XOAUTH2 | 235 x | it offers XOAUTH2",
        "AUTH PLAIN | 535 5.7.8 Erika | refused (535 5.7.8)",
        "AUTH PLAIN | 534 5.7.9 Erika | password for applications",
        "AUTH PLAIN | 534-5.7.14 <https://x.example>\\r\\n534 5.7.14 Erika | (534 5.7.14)",
        "AUTH PLAIN | 535 5.7.139 basic Erika | administrator",
        "AUTH PLAIN | 454 4.7.0 Erika | cannot check the login now (454 4.7.0)"
      })
  void aLoginThatFailsSaysWhatToSet(String offer, String reply, String says) throws Exception {
    try (StrictSmtp server =
        new StrictSmtp(offer).answering("AUTH", reply.replace("\\r\\n", "\r\n"))) {
      DeliveryItem item = sent(server, login(server), "{\"to\":\"a@acme.example\"}");

      assertThat(item.outcome()).isInstanceOf(Outcome.Paused.class);
      assertThat(item.outcome().reason()).contains(says).doesNotContain("Erika");
      assertThat(server.offences()).isEmpty();
    }
  }

  @Test
  void whatTheServerSaidIsKeptForOperatorsAlone() throws Exception {
    try (StrictSmtp server =
        new StrictSmtp().answering("RCPT", "550 5.1.1 <erika@acme.example> unknown here")) {
      DeliveryItem item = sent(server, "{\"to\":\"erika@acme.example\"}");

      assertThat(item.outcome())
          .isEqualTo(
              new Outcome.Rejected("mail: the server refuses the message (550 5.1.1)", "to"));
      assertThat(item.rawAnswer()).contains("550 5.1.1 <erika@acme.example> unknown here");
      assertThat(item.answer()).doesNotContain("erika");
    }
  }

  @Test
  void weCallOurselvesAsTheSettingSays() throws Exception {
    try (StrictSmtp server = new StrictSmtp()) {
      sent(
          server,
          new MailSettings(
              "127.0.0.1",
              server.port(),
              null,
              "aftercall.acme.example",
              "",
              "",
              "calls@acme.example",
              ""),
          "{\"to\":\"a@acme.example\"}");

      assertThat(server.commands("EHLO")).containsExactly("EHLO aftercall.acme.example");
    }
  }

  private static MailSettings login(StrictSmtp server) {
    return new MailSettings(
        "127.0.0.1", server.port(), null, "", "me", "pässword", "calls@acme.example", "");
  }

  private static DeliveryItem sent(StrictSmtp server, String record) throws Exception {
    return sent(server, MailStage.settings(server.port()), record);
  }

  private static DeliveryItem sent(StrictSmtp server, MailSettings settings, String record)
      throws Exception {
    DeliveryBatch deliveryBatch = batch(record);
    try (KameletStage stage = MailStage.of(settings)) {
      assertThat(stage.deliver(deliveryBatch).getException()).isNull();
    }
    return deliveryBatch.items().get(0);
  }
}
