package io.aftercall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MailStandInTest {

  @Test
  void takesAMessageApart() throws Exception {
    try (MailStandIn mail = MailStandIn.start()) {
      MimeMessage message = message(mail, "Rückruf für Müller", "sales@example.org");
      MimeMultipart alternative = new MimeMultipart("alternative");
      alternative.addBodyPart(part("Hallo Müller", "text/plain; charset=UTF-8"));
      alternative.addBodyPart(part("<p>Hallo Müller</p>", "text/html; charset=UTF-8"));
      alternative.addBodyPart(
          part("BEGIN:VCALENDAR", "text/calendar; method=REQUEST; charset=UTF-8"));
      message.setContent(alternative);
      message.setHeader("Auto-Submitted", "auto-generated");
      send(mail, message);

      Mail arrived = mail.await(1, Duration.ofSeconds(5)).get(0);

      assertThat(arrived.from()).isEqualTo("aftercall@example.org");
      assertThat(arrived.to()).isEqualTo("sales@example.org");
      assertThat(arrived.subject()).isEqualTo("Rückruf für Müller");
      assertThat(arrived.text()).isEqualTo("Hallo Müller");
      assertThat(arrived.html()).isEqualTo("<p>Hallo Müller</p>");
      assertThat(arrived.header("auto-submitted")).isEqualTo("auto-generated");
      assertThat(arrived.messageId()).startsWith("<").endsWith(">");
      assertThat(arrived.content().others())
          .singleElement()
          .satisfies(
              part -> {
                assertThat(part.type()).startsWith("text/calendar; method=request");
                assertThat(part.text()).isEqualTo("BEGIN:VCALENDAR");
              });
    }
  }

  @Test
  void keepsOneEntryPerRecipientInOrder() throws Exception {
    try (MailStandIn mail = MailStandIn.start()) {
      MimeMessage first = message(mail, "first", "a@example.org,b@example.org");
      first.setText("x");
      send(mail, first);
      MimeMessage second = message(mail, "second", "a@example.org");
      second.setText("y");
      send(mail, second);

      List<Mail> mails = mail.await(3, Duration.ofSeconds(5));

      assertThat(mails).extracting(Mail::subject).containsExactly("first", "first", "second");
      assertThat(mails)
          .extracting(Mail::to)
          .containsExactly("a@example.org", "b@example.org", "a@example.org");
    }
  }

  @Test
  void refusesAWrongPasswordWhenOneIsWanted() throws Exception {
    try (MailStandIn mail = MailStandIn.start("user", "secret")) {
      MimeMessage message = message(mail, "x", "a@example.org");
      message.setText("x");
      message.saveChanges();

      assertThatThrownBy(() -> Transport.send(message, "user", "wrong"))
          .isInstanceOf(AuthenticationFailedException.class)
          .hasMessageContaining("535");
      assertThat(mail.mails()).isEmpty();
      Transport.send(message, "user", "secret");
      assertThat(mail.await(1, Duration.ofSeconds(5))).hasSize(1);
    }
  }

  private static MimeMessage message(MailStandIn mail, String subject, String to)
      throws MessagingException {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", mail.host());
    properties.put("mail.smtp.port", String.valueOf(mail.port()));
    MimeMessage message = new MimeMessage(Session.getInstance(properties));
    message.setFrom("aftercall@example.org");
    message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
    message.setSubject(subject, "UTF-8");
    return message;
  }

  private static MimeBodyPart part(String text, String type) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(text, type);
    return part;
  }

  private static void send(MailStandIn mail, MimeMessage message) throws MessagingException {
    assertThat(mail.port()).isPositive();
    Transport.send(message);
  }
}
