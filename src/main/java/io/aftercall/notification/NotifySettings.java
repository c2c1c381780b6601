package io.aftercall.notification;

import io.aftercall.config.AllowedNetworks;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom to tell, by what, and when not. Absent texts are empty.
 *
 * @param mailTo recipients, by the mail server of {@code aftercall.mail}
 * @param chatUrl incoming webhook of a chat: whoever knows it can write there
 * @param chatAllowIps the chat's address when it is not a public one
 * @param consoleUrl where people reach the console, for a link; empty: no link
 * @param after so long a cause must last before it is told, and be over before that is told; two
 *     messages are as far apart
 * @param remindEvery what still lasts is told again
 * @param quietHours {@code 20:00-07:00}
 * @param zone of the quiet hours; empty for the machine's
 */
@ConfigurationProperties("aftercall.notify")
record NotifySettings(
    List<String> mailTo,
    String chatUrl,
    @DefaultValue("slack") ChatFormat chatFormat,
    String chatAllowIps,
    String consoleUrl,
    @DefaultValue("5m") Duration after,
    @DefaultValue("24h") Duration remindEvery,
    String quietHours,
    List<String> quietDays,
    String zone) {

  /** How the chat wants to be written to. */
  enum ChatFormat {
    SLACK,
    TEAMS
  }

  private static final Duration SHORTEST_REMINDER = Duration.ofMinutes(15);

  NotifySettings {
    mailTo = mailTo == null ? List.of() : mailTo.stream().map(String::strip).toList();
    chatUrl = text(chatUrl);
    chatAllowIps = text(chatAllowIps);
    consoleUrl = text(consoleUrl).replaceFirst("/+$", "");
    quietHours = text(quietHours);
    quietDays = quietDays == null ? List.of() : List.copyOf(quietDays);
    zone = text(zone);
  }

  boolean hasMail() {
    return !mailTo.isEmpty();
  }

  boolean hasChat() {
    return !chatUrl.isEmpty();
  }

  boolean isOn() {
    return hasMail() || hasChat();
  }

  QuietHours quiet() {
    return QuietHours.of(quietHours, quietDays, zone);
  }

  AllowedNetworks reach() {
    return AllowedNetworks.parse(chatAllowIps)
        .orElseThrow(
            () -> new IllegalArgumentException("chat-allow-ips: write " + AllowedNetworks.HINT));
  }

  URI chat() {
    return address(
        chatUrl, "chat-url: is no address; write the whole https://… that the chat shows");
  }

  /**
   * Looks at each setting.
   *
   * @throws IllegalArgumentException the first one that cannot be used: its name within the group,
   *     a colon, what is wrong and what to do. Never the address of the chat, which is a secret
   */
  void verify() {
    quiet();
    reach();
    if (hasChat()) {
      chat();
    }
    if (!consoleUrl.isEmpty()) {
      address(
          consoleUrl, "console-url: is no address; write one like https://calls.example.com/ac");
    }
    if (after.isNegative()) {
      throw new IllegalArgumentException("after: is negative; write one like 5m");
    }
    if (remindEvery.compareTo(SHORTEST_REMINDER) < 0) {
      throw new IllegalArgumentException("remind-every: is below 15m; write one like 24h");
    }
  }

  private static URI address(String text, String otherwise) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      // Said below, and without the value.
    }
    throw new IllegalArgumentException(otherwise);
  }

  private static String text(String value) {
    return value == null ? "" : value.strip();
  }

  /** Without addresses. */
  @Override
  public String toString() {
    return "NotifySettings[mail=" + hasMail() + ", chat=" + hasChat() + "]";
  }
}
