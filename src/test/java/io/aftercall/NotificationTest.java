package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercall.cli.CommandStage;
import io.aftercall.sandbox.Mail;
import io.aftercall.sandbox.Post;
import io.aftercall.sandbox.Sandbox;
import io.aftercall.sandbox.SandboxService;
import io.aftercall.sandbox.web.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The running service tells people by mail and chat, and does not tell them again after a restart.
 */
class NotificationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OPS = "ops@sandbox.example";

  @TempDir Path data;

  private SandboxService start(Sandbox sandbox) {
    return SandboxService.start(
        sandbox,
        data,
        "--server.port=0",
        "--aftercall.webhook.port=0",
        "--aftercall.notify.mail-to=" + OPS,
        "--aftercall.notify.chat-url=" + sandbox.http().url("/ops"),
        "--aftercall.notify.chat-allow-ips=127.0.0.1",
        "--aftercall.notify.console-url=https://calls.example/ac",
        "--aftercall.notify.after=0s");
  }

  private static List<Mail> told(Sandbox sandbox) {
    return sandbox.mail().mails().stream().filter(mail -> mail.to().equals(OPS)).toList();
  }

  private CommandStage.Result run(SandboxService service, String... args) throws Exception {
    return new CommandStage()
        .with("AFTERCALL_URL", "http://127.0.0.1:" + service.managementPort())
        .with("AFTERCALL_API_TOKEN", Files.readString(data.resolve("api-token")).strip())
        .run(args);
  }

  @Test
  void aRefusedDeliveryIsToldOnceByMailAndChatAlsoOverARestart() throws Exception {
    try (Sandbox sandbox = Sandbox.start()) {
      sandbox.http().answering("/crm", ask -> Answer.text(400, "no such customer"));
      try (SandboxService service = start(sandbox)) {
        String call = Files.readString(Path.of("config/samples/classic-campaign-completed.json"));
        service.post(call.getBytes(UTF_8));
        await()
            .atMost(PATIENCE)
            .until(() -> !told(sandbox).isEmpty() && !sandbox.http().posts("/ops").isEmpty());

        Mail mail = told(sandbox).get(0);
        assertThat(mail.subject()).isEqualTo("Aftercall: 1 delivery to crm-http is rejected");
        assertThat(mail.text())
            .contains("https://calls.example/ac/console/attention")
            .doesNotContain("+49", "no such customer", "480336");
        assertThat(sandbox.http().posts("/ops"))
            .extracting(Post::body)
            .singleElement()
            .asString()
            .contains("1 delivery to crm-http is rejected");

        CommandStage.Result shown = run(service, "notify");
        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("mail", "chat", "ready", "needs_attention", "rejected");
        assertThat(run(service, "doctor").out()).containsPattern("notification +good");

        sandbox.http().answering("/ops", ask -> Answer.text(404, "no_service"));
        CommandStage.Result test = run(service, "notify", "--test");
        assertThat(test.exit()).isEqualTo(1);
        assertThat(test.out()).contains("sent", "failing", "the channel's address is gone");
        assertThat(told(sandbox)).extracting(Mail::subject).contains("Aftercall: a test");
      }
      int before = told(sandbox).size();
      try (SandboxService service = start(sandbox)) {
        await()
            .atMost(PATIENCE)
            .until(() -> run(service, "notify").out().contains("needs_attention"));
        assertThat(told(sandbox)).hasSize(before);
        // The channel is tried when there is something to say: it is over.
        run(service, "discard", "--all", "--why", "a test");
        await().atMost(PATIENCE).until(() -> told(sandbox).size() > before);
        assertThat(told(sandbox).get(before).subject()).isEqualTo("Aftercall: all clear");
      }
    }
  }
}
