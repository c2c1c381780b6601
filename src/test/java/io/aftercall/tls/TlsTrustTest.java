package io.aftercall.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real sockets, with certificates made for the test. */
class TlsTrustTest {
  @TempDir Path folder;

  @Test
  void aServerOfOnesOwnIsTrustedOnceItsCertificateIsNamed() throws Exception {
    TestCertificate certificate = TestCertificate.of("crm.acme.example", "dns:localhost");

    assertThat(reached(certificate, TlsTrust.of(List.of(certificate.pem(folder))))).isEmpty();
    assertThat(reached(certificate, TlsTrust.ofJvm()).orElseThrow())
        .contains(
            "CN=crm.acme.example",
            "issued by CN=crm.acme.example",
            "valid until 20",
            "AFTERCALL_TLS_TRUST");
  }

  @Test
  void anotherCertificateDoesNotHelp() throws Exception {
    TestCertificate other = TestCertificate.of("other", "dns:localhost");

    assertThat(
            reached(
                TestCertificate.of("crm.acme.example", "dns:localhost"),
                TlsTrust.of(List.of(other.pem(folder)))))
        .isPresent();
  }

  @Test
  void aTrustedCertificateForAnotherNameIsToldApart() throws Exception {
    TestCertificate certificate = TestCertificate.of("crm", "dns:crm.acme.example");

    assertThat(reached(certificate, TlsTrust.of(List.of(certificate.pem(folder)))).orElseThrow())
        .endsWith("it is made out for another host name");
  }

  @Test
  void anExpiredOneIsToldApart() throws Exception {
    TestCertificate certificate = TestCertificate.expired("crm", "dns:localhost");

    assertThat(reached(certificate, TlsTrust.ofJvm()).orElseThrow()).endsWith("it has expired");
  }

  @Test
  void aFileWithoutACertificateIsSaid() throws Exception {
    Path text = Files.writeString(folder.resolve("no.pem"), "hello");
    Path absent = folder.resolve("absent.pem");

    assertThatThrownBy(() -> TlsTrust.of(List.of(text)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("aftercall.tls.trust: the file " + text + " holds no certificate");
    assertThatThrownBy(() -> TlsTrust.of(List.of(absent)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(absent + " cannot be read");
  }

  @Test
  void whatIsNoTlsIsNoneOfIt() {
    assertThat(TlsTrust.explain(new IOException("reset"))).isEmpty();
  }

  /** Why not; empty when it was. */
  private static Optional<String> reached(TestCertificate certificate, TlsTrust trust)
      throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    server.start();
    try {
      URI address = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
      HttpClient.newBuilder()
          .sslContext(trust.context())
          .build()
          .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
      return Optional.empty();
    } catch (IOException failed) {
      return Optional.of(TlsTrust.explain(failed).orElseThrow());
    } finally {
      server.stop(0);
    }
  }
}
