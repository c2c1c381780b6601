package io.aftercall.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The certificates that clients of ours trust: the JVM's, and beside them those in the PEM files of
 * {@code aftercall.tls.trust}. A file may hold several certificates, of authorities or of servers.
 */
public final class TlsTrust {
  static final String SETTING = "AFTERCALL_TLS_TRUST";

  private final X509ExtendedTrustManager trustManager;
  private final SSLContext context;

  private TlsTrust(List<X509ExtendedTrustManager> managers) throws GeneralSecurityException {
    trustManager = new CombinedTrust(managers, InstantSource.system());
    context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {trustManager}, null);
  }

  /** What the JVM trusts, and nobody else. */
  public static TlsTrust ofJvm() {
    return of(List.of());
  }

  /**
   * @param files PEM
   * @throws UncheckedIOException if one cannot be read or holds no certificate; its message says
   *     which
   */
  public static TlsTrust of(List<Path> files) {
    try {
      List<X509ExtendedTrustManager> managers = new ArrayList<>();
      managers.add(manager(null));
      if (!files.isEmpty()) {
        managers.add(manager(keyStore(files)));
      }
      return new TlsTrust(managers);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public SSLContext context() {
    return context;
  }

  public X509ExtendedTrustManager trustManager() {
    return trustManager;
  }

  /**
   * Why a connection failed, in words for operators: the certificate that was not trusted, with
   * subject, issuer, expiry and what to set, or that the other side does not speak TLS. Empty when
   * it did not fail because of TLS.
   */
  public static Optional<String> explain(Throwable failure) {
    List<Throwable> chain =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(50).toList();
    return chain.stream()
        .filter(UntrustedCertificateException.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst()
        .or(
            () ->
                chain.stream()
                    .filter(TlsTrust::isHandshake)
                    .findFirst()
                    .map(TlsTrust::disagreement));
  }

  private static String disagreement(Throwable failure) {
    return failure instanceof SSLPeerUnverifiedException
        ? "the certificate is made out for another host name"
        : "the two sides could not agree on TLS (" + said(failure) + ")";
  }

  /** A connection that broke later may have carried a record. */
  private static boolean isHandshake(Throwable failure) {
    return failure instanceof SSLHandshakeException
        || failure instanceof SSLPeerUnverifiedException
        || failure instanceof SSLException
            && String.valueOf(failure.getMessage()).startsWith("Unsupported or unrecognized");
  }

  /** The JVM's words; those it quotes from the other side are single words of the protocol. */
  private static String said(Throwable failure) {
    String text = String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}", " ");
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  private static KeyStore keyStore(List<Path> files) throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Path file : files) {
        int number = 0;
        for (Certificate certificate : certificates(file)) {
          store.setCertificateEntry(file + "#" + number++, certificate);
        }
      }
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Certificate> certificates(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      List<Certificate> found =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(pem));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException e) {
      throw unusable(file, "cannot be read", e);
    } catch (CertificateException e) {
      throw unusable(file, "holds no certificate in PEM", new IOException(e));
    }
    throw unusable(file, "holds no certificate in PEM", new IOException(file.toString()));
  }

  private static UncheckedIOException unusable(Path file, String why, IOException cause) {
    return new UncheckedIOException(
        "aftercall.tls.trust: the file %s %s; name PEM files (-----BEGIN CERTIFICATE-----)"
            .formatted(file, why),
        cause);
  }

  private static X509ExtendedTrustManager manager(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Stream.of(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
