package io.aftercall.destination.mail;

import io.aftercall.KameletStage;
import io.aftercall.config.Workspace;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** The shipped kamelet with the beans behind it, in front of a mail server a test plays. */
final class MailStage {
  private MailStage() {}

  /** With the shipped letter to sales. */
  static KameletStage of(MailSettings settings) throws Exception {
    return of(settings, "sales-email");
  }

  static KameletStage of(MailSettings settings, String template) throws Exception {
    SmtpSession server = new SmtpSession(settings);
    Workspace files = Workspace.read(Path.of("."));
    MailSteps letters =
        new MailSteps(
            settings,
            new MailTemplates(() -> files),
            new SmtpErrorClassifier(),
            InstantSource.fixed(Instant.parse("2026-01-05T09:00:00Z")),
            server.session());
    return new KameletStage(
        Map.of("mail-letters", letters, "mail-session", server.session(), "mail-login", server),
        "kamelet:send-mail?template=" + template);
  }

  static MailSettings settings(int port) {
    return new MailSettings("127.0.0.1", port, "", "", "calls@acme.example", "");
  }
}
