package io.aftercall.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts what any of several trust managers trusts, and says in words what none of them does. */
final class CombinedTrust extends X509ExtendedTrustManager {
  private final List<X509ExtendedTrustManager> managers;
  private final InstantSource clock;

  CombinedTrust(List<X509ExtendedTrustManager> managers, InstantSource clock) {
    this.managers = List.copyOf(managers);
    this.clock = clock;
  }

  @FunctionalInterface
  private interface Verification {
    void by(X509ExtendedTrustManager manager) throws CertificateException;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, authType, manager -> manager.checkServerTrusted(chain, authType));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, authType, manager -> manager.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, authType, manager -> manager.checkServerTrusted(chain, authType, engine));
  }

  private void check(X509Certificate[] chain, String authType, Verification check)
      throws CertificateException {
    CertificateException failure = null;
    for (X509ExtendedTrustManager manager : managers) {
      try {
        check.by(manager);
        return;
      } catch (CertificateException untrusted) {
        failure = untrusted;
      }
    }
    if (chain.length == 0 || failure == null) {
      throw new CertificateException("the server shows no certificate");
    }
    throw new UntrustedCertificateException(chain[0], why(chain, authType), failure);
  }

  private String why(X509Certificate[] chain, String authType) {
    Date now = Date.from(clock.instant());
    if (now.after(chain[0].getNotAfter())) {
      return "it has expired";
    }
    if (now.before(chain[0].getNotBefore())) {
      return "it is not valid yet; look at this machine's clock";
    }
    boolean issuerKnown = managers.stream().anyMatch(manager -> trusts(manager, chain, authType));
    return issuerKnown
        ? "it is made out for another host name"
        : "nobody trusted here has signed it; name a PEM file of its issuer in " + TlsTrust.SETTING;
  }

  /** Apart from the host's name. */
  private static boolean trusts(
      X509ExtendedTrustManager manager, X509Certificate[] chain, String authType) {
    try {
      manager.checkServerTrusted(chain, authType);
      return true;
    } catch (CertificateException untrusted) {
      return false;
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    managers.get(0).checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    managers.get(0).checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    managers.get(0).checkClientTrusted(chain, authType, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return managers.stream()
        .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
        .toArray(X509Certificate[]::new);
  }
}
