package io.aftercall.notification;

import io.aftercall.destination.HealthCheck;
import java.util.List;
import java.util.stream.Collectors;

/** Whether people can be told; sends nothing. */
final class NotificationCheck implements HealthCheck {
  private static final String WHAT = "notification";

  private final Notifications notifications;

  NotificationCheck(Notifications notifications) {
    this.notifications = notifications;
  }

  @Override
  public Finding examine() {
    List<Notifications.Channel> channels = notifications.channels();
    if (channels.isEmpty()) {
      return Finding.unset(
          WHAT,
          "nobody is told when a destination is paused or something needs a person; set"
              + " AFTERCALL_NOTIFY_MAIL_TO or AFTERCALL_NOTIFY_CHAT_URL");
    }
    String troubles =
        channels.stream()
            .filter(channel -> !channel.works())
            .map(channel -> channel.name() + ": " + channel.says())
            .collect(Collectors.joining("; "));
    return troubles.isEmpty()
        ? Finding.good(
            WHAT,
            channels.stream().map(Notifications.Channel::name).collect(Collectors.joining(", "))
                + "; 'notify --test' sends a message")
        : Finding.bad(WHAT, troubles);
  }
}
