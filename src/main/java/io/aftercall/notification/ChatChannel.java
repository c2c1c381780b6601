package io.aftercall.notification;

import io.aftercall.destination.Outcome;
import io.aftercall.destination.http.NoticePost;
import java.util.Optional;

/** By the incoming webhook of a chat. */
final class ChatChannel implements NotificationChannel {
  private final NoticePost client;
  private final NotifySettings settings;

  ChatChannel(NoticePost client, NotifySettings settings) {
    this.client = client;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "chat";
  }

  /** Its settings were looked at when the service started. */
  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public Outcome send(Notice notice) {
    boolean teams = settings.chatFormat() == NotifySettings.ChatFormat.TEAMS;
    NoticePost.Text text =
        new NoticePost.Text(notice.id(), notice.title(), notice.text(), notice.link(), teams);
    return client.send(settings.chat(), settings.reach(), text);
  }
}
