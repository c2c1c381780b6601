package io.aftercall.destination.mail;

import static io.aftercall.KameletStage.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.HealthCheck.Finding;
import io.aftercall.destination.HealthCheck.Status;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.mail.MailSettings.Tls;
import io.aftercall.tls.TestCertificate;
import io.aftercall.tls.TlsTrust;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of one's own, over real sockets, by STARTTLS and from the start. */
class MailTlsTest {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  @TempDir private static Path folder;
  private static TestCertificate certificate;
  private static TlsTrust trust;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.of("mail.acme.example", "dns:localhost");
    trust = TlsTrust.of(List.of(certificate.pem(folder)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTrustedServerIsSentToOnAnyPort(boolean fromStart) throws Exception {
    try (StrictSmtp server =
        new StrictSmtp("AUTH PLAIN").encrypted(certificate.context(), fromStart)) {
      Outcome outcome = sent(server, fromStart ? Tls.IMPLICIT : Tls.STARTTLS, "me", trust);

      assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
      assertThat(server.commands("STARTTLS")).hasSize(fromStart ? 0 : 1);
      assertThat(server.offences()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUntrustedOneStopsTheDestinationWithWhatToSet(boolean fromStart) throws Exception {
    try (StrictSmtp server =
        new StrictSmtp("AUTH PLAIN").encrypted(certificate.context(), fromStart)) {
      Tls tls = fromStart ? Tls.IMPLICIT : Tls.STARTTLS;
      Outcome outcome = sent(server, tls, "me", TlsTrust.ofJvm());

      assertThat(outcome).isInstanceOf(Outcome.Paused.class);
      assertThat(outcome.reason())
          .contains("CN=mail.acme.example", "issued by", "valid until", "AFTERCALL_TLS_TRUST");
      assertThat(examined(server.port(), tls, TlsTrust.ofJvm()).says()).isEqualTo(outcome.reason());
      assertThat(server.commands("AUTH")).isEmpty();
    }
  }

  @Test
  void onThisMachineWithoutALoginNobodyAsksForACertificate() throws Exception {
    try (StrictSmtp server = new StrictSmtp().encrypted(certificate.context(), false)) {
      assertThat(sent(server, null, "", TlsTrust.ofJvm())).isInstanceOf(Outcome.Delivered.class);
      assertThat(server.commands("STARTTLS")).hasSize(1);
      assertThat(sent(server, null, "me", TlsTrust.ofJvm())).isInstanceOf(Outcome.Paused.class);
      assertThat(sent(server, Tls.STARTTLS, "", TlsTrust.ofJvm()))
          .isInstanceOf(Outcome.Paused.class);
    }
  }

  @Test
  void aServerWithoutTlsIsNotSentToWhereItWasAskedFor() throws Exception {
    try (StrictSmtp server = new StrictSmtp()) {
      assertThat(sent(server, Tls.STARTTLS, "", trust).reason()).contains("AFTERCALL_MAIL_TLS");
      assertThat(sent(server, Tls.IMPLICIT, "", trust)).isInstanceOf(Outcome.Paused.class);
      assertThat(server.commands("MAIL")).isEmpty();
    }
  }

  @Test
  void doctorTellsSilenceFromTlsFromNobody() throws Exception {
    int nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }
    try (StrictSmtp implicit = new StrictSmtp().encrypted(certificate.context(), true)) {
      assertThat(examined(implicit.port(), Tls.IMPLICIT, trust).grade()).isEqualTo(Status.GOOD);
      assertThat(examined(implicit.port(), null, trust).says())
          .contains("says nothing", "AFTERCALL_MAIL_TLS=implicit");
      assertThat(examined(nobody, null, trust).says()).startsWith("does not answer at localhost:");
    }
  }

  private static Finding examined(int port, Tls tls, TlsTrust trust) {
    return new SmtpHealthCheck(settings(port, tls, "me"), trust, PATIENCE).examine();
  }

  private static Outcome sent(StrictSmtp server, Tls tls, String user, TlsTrust trust)
      throws Exception {
    MailSettings settings = settings(server.port(), tls, user);
    DeliveryBatch deliveryBatch = batch("{\"to\":\"a@acme.example\"}");
    SmtpSession session = new SmtpSession(settings, trust, PATIENCE, PATIENCE.multipliedBy(4));
    try (KameletStage stage = MailStage.of(settings, "sales-email", session)) {
      stage.deliver(deliveryBatch);
    }
    return deliveryBatch.items().get(0).outcome();
  }

  private static MailSettings settings(int port, Tls tls, String user) {
    return new MailSettings("localhost", port, tls, "", user, "pw", "calls@acme.example", "");
  }
}
