/**
 * Decides whose TLS certificates are trusted: those the JVM trusts, and those of the operator's own
 * authorities.
 *
 * <p>For other packages: {@code TlsTrust} makes the SSL context of a client and says in words why a
 * connection failed; {@code TlsConfiguration} holds it as a bean.
 */
package io.aftercall.tls;
