package io.aftercall.destination.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The mail server. Absent texts are empty.
 *
 * @param port 465 speaks TLS from the start; any other one by STARTTLS where it is offered; 0 means
 *     587
 * @param user empty for a server that asks for no login
 * @param from sender where the record names none; also gives the domain of the Message-ID
 * @param to recipients where the record names none, separated by commas
 */
@ConfigurationProperties("aftercall.mail")
public record MailSettings(
    String host, int port, String user, String password, String from, String to) {
  public MailSettings {
    host = text(host);
    port = port == 0 ? 587 : port;
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
    return malformed(from, "AFTERCALL_MAIL_FROM").or(() -> malformed(to, "AFTERCALL_MAIL_TO"));
  }

  boolean hasLogin() {
    return !user.isEmpty();
  }

  /** A password must not leave this machine in clear. */
  boolean needsTls() {
    boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    return hasLogin() && !here;
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
      for (InternetAddress address : InternetAddress.parse(addresses, true)) {
        address.validate();
      }
      return Optional.empty();
    } catch (AddressException malformed) {
      return Optional.of("not configured: " + name + " is not an e-mail address");
    }
  }

  private static String text(String value) {
    return value == null ? "" : value.strip();
  }
}
