package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.aftercall.KameletStage;
import io.aftercall.destination.Outcome;
import io.aftercall.tls.TestCertificate;
import io.aftercall.tls.TlsTrust;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route may bring its own authorities, but not the end of asking whose certificate it is. */
class CertificateTest {
  private static final String OPTIONS =
      "?sslContextParameters=#all&x509HostnameVerifier=#none&throwExceptionOnFailure=false";

  @Test
  void theNameIsAlwaysHeldAgainstTheCertificate() throws Exception {
    try (UntrustedServer server = new UntrustedServer()) {
      String right = server.url();
      assertThat(send(right).getException()).isNull();

      String wrong = right.replace("localhost", "127.0.0.1");
      HttpExceptionClassifier failures =
          new HttpExceptionClassifier(new HttpStatusClassifier(InstantSource.system()));
      assertThat(failures.read(send(wrong).getException()))
          .hasValue(
              Outcome.Paused.because(
                  "HTTP: no trusted TLS connection to the system: the certificate is made out for another host name"));
    }
  }

  @Test
  void anAuthorityOfOnesOwnIsTrustedOnceItIsNamed(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.of("crm.acme.example", "dns:localhost");
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
    server.start();
    try {
      String url = "https://localhost:" + server.getAddress().getPort() + "/";
      TlsTrust named = TlsTrust.of(List.of(certificate.pem(folder)));
      assertThat(shipped(url, named).getException()).isNull();

      HttpExceptionClassifier failures =
          new HttpExceptionClassifier(new HttpStatusClassifier(InstantSource.system()));
      Outcome untrusted =
          failures.read(shipped(url, TlsTrust.ofJvm()).getException()).orElseThrow();
      assertThat(untrusted).isInstanceOf(Outcome.Paused.class);
      assertThat(untrusted.reason())
          .contains("CN=crm.acme.example", "valid until", "AFTERCALL_TLS_TRUST");
    } finally {
      server.stop(0);
    }
  }

  private static Exchange shipped(String url, TlsTrust trust) throws Exception {
    Map<String, Object> beans =
        Map.of("https-component", new HttpConfiguration().guardedHttps(trust));
    try (KameletStage stage = new KameletStage(beans, url).reaching("127.0.0.1, ::1")) {
      return stage.deliver(batch("{}"));
    }
  }

  private static Exchange send(String url) throws Exception {
    TrustManagersParameters trust = new TrustManagersParameters();
    trust.setTrustManager(new TrustsAll());
    SSLContextParameters all = new SSLContextParameters();
    all.setTrustManagers(trust);
    Map<String, Object> beans =
        Map.of(
            "all",
            all,
            "none",
            NoopHostnameVerifier.INSTANCE,
            "https-component",
            new SsrfSafeHttpComponent(SystemDefaultDnsResolver.INSTANCE));
    try (KameletStage stage = new KameletStage(beans, url + OPTIONS).reaching("127.0.0.1, ::1")) {
      return stage.deliver(batch("{}"));
    }
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
