package io.aftercall.destination.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.Outcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.ConnectException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpErrorClassifierTest {
  private final SmtpErrorClassifier failures = new SmtpErrorClassifier();

  @ParameterizedTest
  @CsvSource({
    "421, Retry",
    "450, Retry",
    "451, Retry",
    "452, Retry",
    "499, Retry",
    "530, Paused",
    "534, Paused",
    "535, Paused",
    "538, Paused",
    "550, Rejected",
    "551, Rejected",
    "552, Rejected",
    "553, Rejected",
    "554, Rejected"
  })
  void everyReplyCodeHasItsOutcome(int code, String outcome) throws Exception {
    assertThat(kind(address(code))).isEqualTo(outcome);
    assertThat(kind(new MessagingException("failed", address(code)))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL FROM:<a@x.example>, 550, Paused",
    "MAIL FROM:<a@x.example>, 553, Paused",
    "MAIL FROM:<a@x.example>, 554, Paused",
    "MAIL FROM:<a@x.example>, 530, Paused",
    "MAIL FROM:<a@x.example>, 451, Retry",
    "DATA, 554, Rejected",
    "., 552, Rejected"
  })
  void aRefusedSenderIsTheSettingsFault(String command, int code, String outcome) {
    assertThat(kind(new SMTPSendFailedException(command, code, "no", null, null, null, null)))
        .isEqualTo(outcome);
  }

  /** By RFC 3463 and the registry: what is wrong with us is never a record's fault. */
  @ParameterizedTest
  @CsvSource({
    "RCPT, 550, 5.1.1, Rejected",
    "RCPT, 550, 5.1.2, Rejected",
    "RCPT, 550, 5.1.10, Rejected",
    "RCPT, 553, 5.1.7, Paused",
    "MAIL, 550, 5.1.8, Paused",
    "DATA, 550, 5.1.90, Paused",
    "RCPT, 554, 5.2.0, Paused",
    "., 554, 5.2.0, Paused",
    "RCPT, 550, 5.2.1, Rejected",
    "RCPT, 552, 5.2.2, Rejected",
    "RCPT, 452, 4.2.2, Retry",
    "., 552, 5.3.4, Rejected",
    "., 554, 5.3.5, Paused",
    "RCPT, 452, 4.3.1, Retry",
    "RCPT, 550, 5.4.1, Rejected",
    "DATA, 550, 5.4.5, Paused",
    "MAIL, 550, 5.4.5, Paused",
    "., 554, 5.6.0, Rejected",
    "RCPT, 550, 5.7.1, Paused",
    "MAIL, 550, 5.7.1, Paused",
    "., 554, 5.7.1, Rejected",
    "RCPT, 550, 5.7.2, Rejected",
    "MAIL, 530, 5.7.0, Paused",
    "MAIL, 530, 5.5.1, Paused",
    "RCPT, 550, 5.7.8, Paused",
    "MAIL, 550, 5.7.57, Paused",
    "., 554, 5.7.60, Paused",
    "., 550, 5.7.26, Paused",
    "MAIL, 550, 5.7.25, Paused",
    "RCPT, 550, 5.7.17, Rejected",
    "RCPT, 450, 4.7.1, Retry",
    "RCPT, 421, 4.7.0, Retry",
    "., 550, 5.7.705, Paused"
  })
  void theEnhancedCodeTellsWhoseFaultItIs(String command, int code, String enhanced, String outcome)
      throws Exception {
    String text = code + "-" + enhanced + " Mustermann\n" + code + " " + enhanced + " is not here";
    Throwable failure =
        command.equals("RCPT")
            ? new SMTPAddressFailedException(
                new InternetAddress("max@mustermann.example"), command, code, text)
            : new SMTPSendFailedException(
                command.equals("MAIL") ? "MAIL FROM:<a@x.example>" : command,
                code,
                text,
                null,
                null,
                null,
                null);

    assertThat(kind(failure)).isEqualTo(outcome);
    assertThat(failures.read(failure).orElseThrow().reason())
        .contains(code + " " + enhanced)
        .doesNotContain("Mustermann", "max@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"554 Relay access denied", "550 relaying prohibited", "553 no RELAY"})
  void relayIsToldByAWordWhereThereIsNoCode(String text) throws Exception {
    InternetAddress to = new InternetAddress("max@mustermann.example");
    assertThat(kind(new SMTPAddressFailedException(to, "RCPT TO", 554, text))).isEqualTo("Paused");
  }

  @Test
  void aSuccessThatIsNoneLeavesItOpen() {
    Outcome said =
        failures
            .read(new SMTPSendFailedException(".", 299, "299 hm", null, null, null, null))
            .orElseThrow();
    assertThat(((Outcome.Retry) said).whose()).isEqualTo(Outcome.Retry.Scope.UNCLEAR);
  }

  @Test
  void connectionsLoginsAndCertificates() {
    assertThat(kind(new MessagingException("x", new ConnectException("rejected"))))
        .isEqualTo("Retry");
    assertThat(kind(new MessagingException("x", new IOException("reset")))).isEqualTo("Retry");
    assertThat(kind(new MessagingException("x", new SSLHandshakeException("untrusted"))))
        .isEqualTo("Paused");
    assertThat(kind(new MessagingException("STARTTLS is required but host does not support it")))
        .isEqualTo("Paused");
    assertThat(kind(new AuthenticationFailedException("no"))).isEqualTo("Paused");
    assertThat(failures.read(new ConnectException("elsewhere"))).isEmpty();
  }

  @Test
  void noReplyIsQuoted() throws Exception {
    assertThat(failures.read(address(550)).orElseThrow().reason())
        .doesNotContain("max@", "Mustermann");
  }

  private static SMTPAddressFailedException address(int code) throws Exception {
    InternetAddress to = new InternetAddress("max@mustermann.example");
    return new SMTPAddressFailedException(to, "RCPT TO", code, "no Mustermann here");
  }

  private String kind(Throwable failure) {
    return failures.read(failure).orElseThrow().getClass().getSimpleName();
  }
}
