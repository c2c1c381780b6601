package io.aftercall.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.security.auth.x500.X500Principal;

/** A server's certificate that is not believed. Its text is whole and fit for operators. */
final class UntrustedCertificateException extends CertificateException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_NAME = 120;

  UntrustedCertificateException(X509Certificate certificate, String why, Throwable cause) {
    super(
        "the certificate of %s, issued by %s, valid until %s, is not trusted: %s"
            .formatted(
                name(certificate.getSubjectX500Principal()),
                name(certificate.getIssuerX500Principal()),
                Instant.ofEpochMilli(certificate.getNotAfter().getTime())
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate(),
                why),
        cause);
  }

  /** The server chose it: it must not write lines of ours. */
  private static String name(X500Principal principal) {
    String name = principal.getName(X500Principal.RFC2253).replaceAll("\\p{Cntrl}", " ");
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
  }
}
