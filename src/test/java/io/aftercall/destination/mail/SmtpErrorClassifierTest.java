package io.aftercall.destination.mail;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void connectionsLoginsAndCertificates() {
    assertThat(kind(new MessagingException("x", new ConnectException("refused"))))
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
