package aftercall.mail;

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

class MailFailuresTest {
  private final MailFailures failures = new MailFailures();

  @ParameterizedTest
  @CsvSource({
    "421, TryLater",
    "450, TryLater",
    "451, TryLater",
    "452, TryLater",
    "499, TryLater",
    "530, Stopped",
    "534, Stopped",
    "535, Stopped",
    "538, Stopped",
    "550, Refused",
    "551, Refused",
    "552, Refused",
    "553, Refused",
    "554, Refused"
  })
  void everyReplyCodeHasItsOutcome(int code, String outcome) throws Exception {
    assertThat(kind(address(code))).isEqualTo(outcome);
    assertThat(kind(new MessagingException("failed", address(code)))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL FROM:<a@x.example>, 550, Stopped",
    "MAIL FROM:<a@x.example>, 553, Stopped",
    "MAIL FROM:<a@x.example>, 554, Stopped",
    "MAIL FROM:<a@x.example>, 530, Stopped",
    "MAIL FROM:<a@x.example>, 451, TryLater",
    "DATA, 554, Refused",
    "., 552, Refused"
  })
  void aRefusedSenderIsTheSettingsFault(String command, int code, String outcome) {
    assertThat(kind(new SMTPSendFailedException(command, code, "no", null, null, null, null)))
        .isEqualTo(outcome);
  }

  @Test
  void connectionsLoginsAndCertificates() {
    assertThat(kind(new MessagingException("x", new ConnectException("refused"))))
        .isEqualTo("TryLater");
    assertThat(kind(new MessagingException("x", new IOException("reset")))).isEqualTo("TryLater");
    assertThat(kind(new MessagingException("x", new SSLHandshakeException("untrusted"))))
        .isEqualTo("Stopped");
    assertThat(kind(new MessagingException("STARTTLS is required but host does not support it")))
        .isEqualTo("Stopped");
    assertThat(kind(new AuthenticationFailedException("no"))).isEqualTo("Stopped");
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
