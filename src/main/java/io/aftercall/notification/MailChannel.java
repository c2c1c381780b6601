package io.aftercall.notification;

import io.aftercall.destination.Outcome;
import io.aftercall.destination.mail.NoticeMail;
import java.util.List;
import java.util.Optional;

/** By mail. */
final class MailChannel implements NotificationChannel {
  private final NoticeMail mail;
  private final List<String> recipients;

  MailChannel(NoticeMail mail, List<String> recipients) {
    this.mail = mail;
    this.recipients = List.copyOf(recipients);
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public Optional<String> missing() {
    return mail.missing(recipients, "aftercall.notify.mail-to");
  }

  @Override
  public Outcome send(Notice notice) {
    return mail.send(recipients, notice.id(), notice.title(), notice.text());
  }
}
