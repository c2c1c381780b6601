package io.aftercall.destination.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.tls.TlsTrust;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MailSettingsTest {
  @Test
  void aPasswordLeavesThisMachineOnlyEncrypted() {
    Properties elsewhere =
        new SmtpSession(
                new MailSettings("mail.acme.example", 587, null, "", "me", "pw", "", ""),
                TlsTrust.ofJvm())
            .session()
            .getProperties();
    Properties implicit =
        new SmtpSession(
                new MailSettings("mail.acme.example", 465, null, "", "me", "pw", "", ""),
                TlsTrust.ofJvm())
            .session()
            .getProperties();

    assertThat(elsewhere).containsEntry("mail.smtp.starttls.required", "true");
    assertThat(elsewhere).containsEntry("mail.smtp.ssl.checkserveridentity", "true");
    assertThat(implicit).containsEntry("mail.smtp.ssl.enable", "true");
  }

  @Test
  void settingsThatNameNoAddressAreSaid() {
    assertThat(new MailSettings("mail", 0, null, "", "", "", "calls", "").missing())
        .contains("not configured: AFTERCALL_MAIL_FROM is not an e-mail address");
    assertThat(new MailSettings("mail", 0, null, "", "", "", "calls@acme.example", "a b").missing())
        .contains("not configured: AFTERCALL_MAIL_TO is not an e-mail address");
  }
}
