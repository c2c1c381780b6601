package io.aftercall.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.Outcome;
import io.aftercall.destination.http.HttpConfiguration;
import io.aftercall.destination.http.NoticePost;
import io.aftercall.destination.http.SsrfSafeHttpComponent;
import io.aftercall.destination.mail.MailSettings;
import io.aftercall.destination.mail.NoticeMail;
import io.aftercall.notification.NotificationChannel.Notice;
import io.aftercall.sandbox.HttpSink;
import io.aftercall.sandbox.Mail;
import io.aftercall.sandbox.MailStandIn;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.tls.TlsTrust;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages by a real mail server and to a real HTTP server. */
class ChannelsTest {
  private static final Notice NOTICE =
      new Notice(
          "a1",
          "Aftercall: crm-http is paused",
          "crm-http is paused.\nÜber 3",
          "https://c.example");

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final HttpSink chat = HttpSink.start();

  @BeforeEach
  void start() throws Exception {
    camel.getRegistry().bind("http-client-rules", HttpConfiguration.httpClientRules());
    camel.addComponent("http", new SsrfSafeHttpComponent(SystemDefaultDnsResolver.INSTANCE));
    camel.start();
  }

  @AfterEach
  void stop() throws Exception {
    camel.close();
    chat.close();
  }

  private static MailChannel mail(int port, String... to) {
    MailSettings settings =
        new MailSettings("127.0.0.1", port, null, "", "", "", "calls@acme.example", "");
    return new MailChannel(
        new NoticeMail(settings, TlsTrust.ofJvm(), InstantSource.system()), List.of(to));
  }

  private ChatChannel chat(Map<String, String> more) {
    Map<String, String> values = new java.util.HashMap<>(more);
    values.putIfAbsent("aftercall.notify.chat-url", chat.url("/hook?key=s1"));
    ProducerTemplate producer = camel.createProducerTemplate();
    return new ChatChannel(
        new NoticePost(() -> producer, InstantSource.system()), Settings.of(values));
  }

  @Test
  void aMailGoesToEachRecipientByItself() throws Exception {
    try (MailStandIn server = MailStandIn.start()) {
      Outcome outcome = mail(server.port(), "ops@example.com", "boss@example.com").send(NOTICE);

      assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
      List<Mail> mails = server.await(2, Duration.ofSeconds(20));
      assertThat(mails).hasSize(2);
      assertThat(mails).extracting(Mail::subject).containsOnly("Aftercall: crm-http is paused");
      assertThat(mails.get(0).text()).contains("Über 3");
    }
  }

  @Test
  void aMailServerThatIsAwayIsSaidWithoutAnAddress() throws Exception {
    int nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }
    Outcome outcome = mail(nobody, "ops@example.com").send(NOTICE);

    assertThat(outcome).isInstanceOf(Outcome.Retry.class);
    assertThat(outcome.reason()).isNotBlank().doesNotContain("ops@");
  }

  @Test
  void anAddressThatIsNoneIsMissing() {
    assertThat(mail(25, "ops at example").missing())
        .hasValueSatisfying(
            says -> assertThat(says).contains("aftercall.notify.mail-to is not an e-mail address"));
    assertThat(mail(25, "ops@example.com").missing()).isEmpty();
  }

  @Test
  void aSlackMessageIsPlainText() {
    Outcome outcome = chat(Map.of("aftercall.notify.chat-allow-ips", "127.0.0.1")).send(NOTICE);

    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    assertThat(chat.posts("/hook")).hasSize(1);
    assertThat(chat.posts("/hook").get(0).body())
        .contains("\"text\":\"*Aftercall: crm-http is paused*\\ncrm-http is paused.\\nÜber 3\"");
  }

  @Test
  void aTeamsMessageIsACardWithALink() {
    Map<String, String> teams =
        Map.of(
            "aftercall.notify.chat-allow-ips",
            "127.0.0.1",
            "aftercall.notify.chat-format",
            "teams");

    assertThat(chat(teams).send(NOTICE)).isInstanceOf(Outcome.Delivered.class);
    assertThat(chat.posts("/hook").get(0).body())
        .contains("AdaptiveCard", "Action.OpenUrl", "\"url\":\"https://c.example\"");
  }

  /** A setting of a chat is no way into the own network. */
  @Test
  void aPrivateAddressIsNotDialledUnlessItIsAllowed() {
    Outcome outcome = chat(Map.of()).send(NOTICE);

    assertThat(outcome).isInstanceOf(Outcome.Paused.class);
    assertThat(outcome.reason()).doesNotContain("s1");
    assertThat(chat.posts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"404, the channel's address is gone", "403, does not let us in", "500, come back"})
  void aRefusalIsNoDelivery(int status, String says) {
    chat.answering("/hook", ask -> Answer.text(status, "invalid_token s1"));
    Outcome outcome = chat(Map.of("aftercall.notify.chat-allow-ips", "127.0.0.1")).send(NOTICE);

    assertThat(outcome).isNotInstanceOf(Outcome.Delivered.class);
    assertThat(outcome.reason()).contains("HTTP " + status, says).doesNotContain("s1");
  }
}
