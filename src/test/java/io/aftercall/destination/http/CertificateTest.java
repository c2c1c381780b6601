package io.aftercall.destination.http;

import static io.aftercall.KameletStage.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.KameletStage;
import io.aftercall.destination.Outcome;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.junit.jupiter.api.Test;

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
          .hasValue(Outcome.Paused.because("HTTP: no trusted TLS connection to the system"));
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
