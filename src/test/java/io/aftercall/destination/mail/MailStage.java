package io.aftercall.destination.mail;

import io.aftercall.KameletStage;
import io.aftercall.config.Workspace;
import io.aftercall.outbox.CalendarEntries;
import io.aftercall.tls.TlsTrust;
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
    return of(settings, template, new SmtpSession(settings, TlsTrust.ofJvm()));
  }

  static KameletStage of(MailSettings settings, String template, SmtpSession server)
      throws Exception {
    return of(settings, template, server, CalendarEntries.none());
  }

  /** With the shipped letter about an appointment. */
  static KameletStage ofAppointments(MailSettings settings, CalendarEntries entries)
      throws Exception {
    return of(
        settings,
        "appointment-email&toCaller=true&appointment=true",
        new SmtpSession(settings, TlsTrust.ofJvm()),
        entries);
  }

  private static KameletStage of(
      MailSettings settings, String template, SmtpSession server, CalendarEntries entries)
      throws Exception {
    Workspace files = Workspace.read(Path.of("."));
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-05T09:00:00Z"));
    MailSteps letters =
        new MailSteps(
            settings,
            new MailTemplates(() -> files),
            new SmtpErrorClassifier(),
            clock,
            server.session(),
            new CallerMailLimits(clock, CallerMailLimits.MOST_PER_DAY),
            entries);
    return new KameletStage(
        Map.of("mail-letters", letters, "mail-session", server.session(), "mail-login", server),
        "kamelet:send-mail?template=" + template);
  }

  static MailSettings settings(int port) {
    return new MailSettings("127.0.0.1", port, null, "", "", "", "calls@acme.example", "");
  }
}
