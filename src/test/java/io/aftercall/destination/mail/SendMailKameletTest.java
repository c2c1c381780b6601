package io.aftercall.destination.mail;

import static io.aftercall.KameletStage.batch;
import static io.aftercall.KameletStage.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendMailKameletTest {
  private static final String RECORD =
      """
      {"subject":"Interessent: Müller & Söhne\\r\\nBcc: all@evil.example","to":"sales@acme.example",
       "summary":"Wants <b>the</b> offer.","customer_phone":"+4915123456789","decision_maker":true,
       "contact_reason":"<script>alert(1)</script>","recording_url":"javascript:alert(1)","_own":"x"}
      """;

  private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
  private KameletStage stage;

  @BeforeEach
  void start() {
    mail.start();
  }

  @AfterEach
  void stop() throws Exception {
    if (stage != null) {
      stage.close();
    }
    mail.stop();
  }

  @Test
  void aRecordBecomesALetterOfTextAndHtml() throws Exception {
    stage(settings("", ""));
    DeliveryBatch deliveryBatch = batch(RECORD);

    Exchange done = stage.deliver(deliveryBatch);

    assertThat(done.getException()).isNull();
    MimeMessage letter = mail.getReceivedMessages()[0];
    assertThat(letter.getSubject()).isEqualTo("Interessent: Müller & Söhne Bcc: all@evil.example");
    assertThat(letter.getAllRecipients()).hasSize(1);
    assertThat(letter.getFrom()[0]).hasToString("Aftercall <calls@acme.example>");
    assertThat(letter.getMessageID()).isEqualTo("<e1.test.0@acme.example>");
    assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(letter.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
    assertThat(letter.getSentDate()).isEqualTo(Instant.parse("2026-01-05T09:00:00Z"));
    assertThat(letter.getContentType()).startsWith("multipart/alternative");
    Multipart forms = (Multipart) letter.getContent();
    assertThat(forms.getBodyPart(0).getContent().toString().replace("\r", ""))
        .isEqualTo(
            """
            Wants <b>the</b> offer.

            Customer phone: +4915123456789
            Decision maker: yes
            Contact reason: <script>alert(1)</script>
            Recording: javascript:alert(1)

            --
            Written by the AI phone assistant after the call.
            """);
    assertThat(forms.getBodyPart(1).getContentType()).startsWith("text/html; charset=UTF-8");
    assertThat(forms.getBodyPart(1).getContent().toString())
        .contains("Wants &lt;b&gt;the&lt;/b&gt; offer.")
        .contains("href=\"tel:+4915123456789\"")
        .contains("&lt;script&gt;")
        .doesNotContain("<script", "href=\"javascript", "_own", " th:", "<!--");
    assertThat(deliveryBatch.items().get(0).outcome())
        .isEqualTo(Outcome.Delivered.as("<e1.test.0@acme.example>"));
  }

  @Test
  void eachRecipientGetsALetterOfItsOwnAndTheHouseStandsInForNone() throws Exception {
    stage(settings("", ""));

    stage.deliver(batch("{\"to\":\"one@acme.example, two@acme.example\"}", "{}"));

    assertThat(mail.getReceivedMessages())
        .extracting(MimeMessage::getMessageID)
        .containsExactly(
            "<e1.test.0@acme.example>", "<e1.test.0.1@acme.example>", "<e2.test.0@acme.example>");
    assertThat(mail.getReceivedMessages()[1].getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("two@acme.example");
    assertThat(mail.getReceivedMessages()[2].getAllRecipients()[0])
        .hasToString("house@acme.example");
  }

  @Test
  void whatLooksLikeAnEncodedWordIsReadAsItWasWritten() throws Exception {
    stage(settings("", ""));
    String word = "=?utf-8?b?RXZpbA==?=";

    stage.deliver(
        batch(
            """
            {"to":"\\"%s\\" <a@acme.example>","subject":"Call of %s, %s"}
            """
                .formatted(word, word, "Ä".repeat(60))));

    MimeMessage letter = mail.getReceivedMessages()[0];
    assertThat(letter.getSubject()).isEqualTo("Call of %s, %s".formatted(word, "Ä".repeat(60)));
    assertThat(((InternetAddress) letter.getAllRecipients()[0]).getPersonal()).isEqualTo(word);
    assertThat(letter.getAllRecipients()[0].toString()).endsWith("<a@acme.example>");
    for (String line : String.join("\r\n", letter.getHeader("Subject")).split("\r\n")) {
      assertThat(line.length()).isLessThanOrEqualTo(78);
    }
  }

  @Test
  void callersCannotHaveUsWriteWhatTheyLikeToWhomTheyLike() throws Exception {
    stage = MailStage.of(settings("", ""), "sales-email&toCaller=true");
    String record =
        """
        {"to":"%s@acme.example","subject":"Look at https://evil.example/a?b and evil.example",
         "summary":"%s www.evil.example","contact_reason":"It costs 3.50 z.B."}
        """;
    DeliveryBatch six =
        batch(
            Stream.of("a", "A", "a", "a", "a", "a", "b")
                .map(name -> record.formatted(name, "word ".repeat(100)))
                .toArray(String[]::new));

    stage.deliver(six);

    assertThat(outcomes(six).get(5))
        .isEqualTo(
            new Outcome.Rejected(
                "mail: an address that callers named got 5 mails within a day already", "to"));
    assertThat(mail.getReceivedMessages()).hasSize(6);
    MimeMessage letter = mail.getReceivedMessages()[0];
    assertThat(letter.getSubject()).isEqualTo("Look at evil. example/a?b and evil. example");
    String text = ((Multipart) letter.getContent()).getBodyPart(0).getContent().toString();
    assertThat(text)
        .contains("It costs 3.50 z.B.")
        .doesNotContain("evil.example", "word ".repeat(60));

    stage.deliver(batch("{\"subject\":\"for the house: evil.example\"}"));
    assertThat(mail.getReceivedMessages()[6].getSubject()).endsWith("evil.example");
  }

  @Test
  void oneRefusedLetterDoesNotHoldTheOthers() throws Exception {
    try (ScriptedSmtp server =
        new ScriptedSmtp(
            Map.of("RCPT TO:<gone@", "550 no such user", "RCPT TO:<busy@", "451 later"))) {
      stage(MailStage.settings(server.port()));
      DeliveryBatch deliveryBatch =
          batch(
              "{\"to\":\"gone@acme.example\"}",
              "{\"to\":\"busy@acme.example\"}",
              "{\"to\":\"not an address\"}",
              "{\"to\":\"gone@acme.example,here@acme.example\"}",
              "{\"to\":\"here@acme.example\"}");

      Exchange done = stage.deliver(deliveryBatch);

      assertThat(done.getException()).isNull();
      assertThat(outcomes(deliveryBatch))
          .containsExactly(
              new Outcome.Rejected("mail: the server refuses the message (550)", "to"),
              Outcome.Retry.because("mail: the server asks to come back (451)"),
              new Outcome.Rejected(
                  "mail: an address in to is not valid: it is not written like one", "to"),
              new Outcome.Rejected(
                  "mail: the server refuses the message (550); 1 of 2 recipients have it", "to"),
              Outcome.Delivered.as("<e5.test.0@acme.example>"));
    }
  }

  @Test
  void aRefusedLoginStopsTheDestinationAfterOneTry() throws Exception {
    try (ScriptedSmtp server =
        new ScriptedSmtp(Map.of("EHLO", "250-hello\r\n250 AUTH PLAIN", "AUTH", "535 no"))) {
      stage(
          new MailSettings(
              "127.0.0.1", server.port(), null, "", "me", "pw", "calls@acme.example", ""));
      DeliveryBatch deliveryBatch =
          batch("{\"to\":\"a@acme.example\"}", "{\"to\":\"b@acme.example\"}");

      stage.deliver(deliveryBatch);

      assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Paused.class).hasSize(2);
      assertThat(server.heard().stream().filter(line -> line.startsWith("AUTH"))).hasSize(1);
    }
  }

  @Test
  void aLoginIsUsedWhereOneIsSet() throws Exception {
    mail.setUser("calls@acme.example", "me", "p&w%20+");
    mail.getManagers().getUserManager().setAuthRequired(true);
    stage(settings("me", "p&w%20+"));
    DeliveryBatch deliveryBatch = batch("{\"subject\":\"a\"}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch)).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void foreignHeadersSteerNothing() throws Exception {
    stage(settings("", ""));

    stage.deliver(
        batch(RECORD),
        Map.of(
            "mail.smtp.host", "192.0.2.1",
            "mail.smtps.host", "192.0.2.1",
            "To", "evil@evil.example",
            "Bcc", "evil@evil.example",
            "Subject", "evil",
            "Message-ID", "<evil@evil.example>"));

    MimeMessage letter = mail.getReceivedMessages()[0];
    assertThat(mail.getReceivedMessages()).hasSize(1);
    assertThat(letter.getAllRecipients()).hasSize(1);
    assertThat(letter.getMessageID()).isEqualTo("<e1.test.0@acme.example>");
    assertThat(letter.getSubject()).startsWith("Interessent");
  }

  @Test
  void withoutAServerEverythingWaits() throws Exception {
    stage(new MailSettings(null, 0, null, "", null, null, null, null));
    DeliveryBatch deliveryBatch = batch("{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(
            Outcome.Paused.because("not configured: set AFTERCALL_MAIL_HOST, AFTERCALL_MAIL_FROM"));
  }

  @Test
  void aBrokenTemplateStopsTheDestination() throws Exception {
    stage = MailStage.of(settings("", ""), "missing");
    DeliveryBatch deliveryBatch = batch("{}");

    stage.deliver(deliveryBatch);

    assertThat(outcomes(deliveryBatch))
        .containsExactly(Outcome.Paused.because("mail: the template missing cannot be used"));
  }

  private MailSettings settings(String user, String password) {
    return new MailSettings(
        "127.0.0.1",
        mail.getSmtp().getPort(),
        null,
        "",
        user,
        password,
        "Aftercall <calls@acme.example>",
        "house@acme.example");
  }

  private void stage(MailSettings settings) throws Exception {
    stage = MailStage.of(settings);
  }
}
