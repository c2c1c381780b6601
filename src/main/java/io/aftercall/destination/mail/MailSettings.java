package io.aftercall.destination.mail;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The mail server. Absent texts are empty.
 *
 * @param port 0 means 587
 * @param tls null leaves it to the port: 465 speaks TLS from the start, any other one by STARTTLS
 *     where it is offered, which a login needs
 * @param hello what we call ourselves there (EHLO); empty for this machine's own name
 * @param user empty for a server that asks for no login
 * @param from sender where the record names none; also gives the domain of the Message-ID
 * @param to recipients where the record names none, separated by commas
 */
@ConfigurationProperties("aftercall.mail")
public record MailSettings(
    String host,
    int port,
    Tls tls,
    String hello,
    String user,
    String password,
    String from,
    String to) {

  /** How the connection is encrypted. */
  public enum Tls {
    /** By STARTTLS, or nothing is sent. */
    STARTTLS,
    /** From the start. */
    IMPLICIT,
    /** Not at all. */
    NONE
  }

  public MailSettings {
    host = text(host);
    port = port == 0 ? 587 : port;
    hello = text(hello);
    user = text(user);
    password = password == null ? "" : password;
    from = text(from);
    to = text(to);
  }

  /** What an operator has to set before anything can be sent; empty when all is there. */
  public Optional<String> missing() {
    List<String> unset =
        Stream.of(unset(host, "AFTERCALL_MAIL_HOST"), unset(from, "AFTERCALL_MAIL_FROM"))
            .flatMap(Optional::stream)
            .toList();
    if (!unset.isEmpty()) {
      return Optional.of("not configured: set " + String.join(", ", unset));
    }
    if (tls == Tls.NONE && hasLogin() && !isHere()) {
      return Optional.of(
          "not configured: AFTERCALL_MAIL_TLS=none would send the password in clear;"
              + " set starttls or implicit");
    }
    if (!hello.matches("[\\w.:\\[\\]-]*")) {
      return Optional.of("not configured: AFTERCALL_MAIL_HELLO is not a host name");
    }
    return malformed(from, "AFTERCALL_MAIL_FROM").or(() -> malformed(to, "AFTERCALL_MAIL_TO"));
  }

  boolean hasLogin() {
    return !user.isEmpty();
  }

  boolean tlsFromStart() {
    return tls == null ? port == 465 : tls == Tls.IMPLICIT;
  }

  boolean mayStartTls() {
    return !tlsFromStart() && tls != Tls.NONE;
  }

  /** A password must not leave this machine in clear. */
  boolean mustStartTls() {
    return tls == Tls.STARTTLS || mayStartTls() && hasLogin() && !isHere();
  }

  /**
   * Whether the certificate is looked at. Not on this machine where nothing asks for it: without a
   * login, and where the same would go in clear if the server did not offer STARTTLS.
   */
  boolean verifies() {
    return tls != null || tlsFromStart() || hasLogin() || !isHere();
  }

  private boolean isHere() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "MailSettings[" + host + ":" + port + "]";
  }

  private static Optional<String> unset(String value, String name) {
    return value.isEmpty() ? Optional.of(name) : Optional.empty();
  }

  private static Optional<String> malformed(String addresses, String name) {
    try {
      MailAddresses.parse(addresses, name);
      return Optional.empty();
    } catch (MailAddressException malformed) {
      return Optional.of("not configured: " + name + " is not an e-mail address");
    }
  }

  private static String text(String value) {
    return value == null ? "" : value.strip();
  }
}
