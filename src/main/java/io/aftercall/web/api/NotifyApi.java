package io.aftercall.web.api;

import io.aftercall.notification.Notifications;
import io.aftercall.web.console.BadRequestException;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is told of what needs a person, and a test of the way there. */
@RestController
@RequestMapping("/api/v1/notify")
class NotifyApi {
  private final Notifications notifications;

  NotifyApi(Notifications notifications) {
    this.notifications = notifications;
  }

  /**
   * @param says what is known against it; empty when it works
   */
  record Channel(String name, boolean works, String says) {
    static Channel of(Notifications.Channel channel) {
      return new Channel(channel.name(), channel.works(), channel.says());
    }
  }

  /**
   * @param kind paused, failing or needs_attention
   * @param at when people were last told of it
   */
  record Told(String kind, String destination, String code, Instant since, Instant at) {
    static Told of(Notifications.Told told) {
      return new Told(told.kind(), told.destination(), told.code(), told.since(), told.at());
    }
  }

  /**
   * @param told what lasts and people know of
   */
  record State(List<Channel> channels, List<Told> told) {}

  @GetMapping
  State look() {
    return new State(
        notifications.channels().stream().map(Channel::of).toList(),
        notifications.told().stream().map(Told::of).toList());
  }

  @PostMapping("/test")
  State test() {
    if (!notifications.isOn()) {
      throw new BadRequestException(
          "nobody is set to be told: set AFTERCALL_NOTIFY_MAIL_TO or AFTERCALL_NOTIFY_CHAT_URL");
    }
    return new State(notifications.test().stream().map(Channel::of).toList(), List.of());
  }
}
