package io.aftercall.notification;

import io.aftercall.destination.Outcome;
import io.aftercall.notification.NotificationChannel.Notice;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one message by all channels, and remembers what each said last. */
final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final List<NotificationChannel> channels;
  private final MeterRegistry registry;
  private final boolean dryRun;
  private final Map<String, String> troubles = new ConcurrentHashMap<>();

  /**
   * @param dryRun whether nothing is to leave
   */
  Announcer(List<NotificationChannel> channels, MeterRegistry registry, boolean dryRun) {
    this.channels = List.copyOf(channels);
    this.registry = registry;
    this.dryRun = dryRun;
  }

  /**
   * What one channel made of a message.
   *
   * @param says why not; empty when it was sent
   */
  record Sent(String channel, boolean delivered, String says) {}

  boolean hasChannels() {
    return !channels.isEmpty();
  }

  List<Sent> send(Notice notice) {
    List<Sent> results = new ArrayList<>();
    channels.forEach(channel -> results.add(send(channel, notice)));
    return results;
  }

  private Sent send(NotificationChannel channel, Notice notice) {
    if (dryRun) {
      LOG.info("notify.dry_run channel={}", channel.name());
      return new Sent(channel.name(), true, "dry-run: would be sent");
    }
    Outcome outcome =
        channel
            .missing()
            .<Outcome>map(Outcome.Paused::because)
            .orElseGet(() -> attempt(channel, notice));
    boolean delivered = outcome instanceof Outcome.Delivered;
    if (delivered) {
      troubles.remove(channel.name());
      LOG.info("notify.sent channel={}", channel.name());
    } else if (!outcome.reason().equals(troubles.put(channel.name(), outcome.reason()))) {
      LOG.warn("notify.failed channel={} reason=\"{}\"", channel.name(), outcome.reason());
    }
    Counter.builder("aftercall.notifications")
        .description("Messages to people about the service, by channel and whether they were taken")
        .tags("channel", channel.name(), "result", delivered ? "sent" : "failed")
        .register(registry)
        .increment();
    return new Sent(channel.name(), delivered, outcome.reason());
  }

  /** One that fails in a way of its own must not have the others send again and again. */
  private static Outcome attempt(NotificationChannel channel, Notice notice) {
    try {
      return channel.send(notice);
    } catch (RuntimeException failure) {
      return Outcome.Retry.because(
          "the message could not be sent (" + failure.getClass().getSimpleName() + ")");
    }
  }

  /** Why a channel does not work; empty when nothing is known against it. */
  Optional<String> trouble(NotificationChannel channel) {
    return channel.missing().or(() -> Optional.ofNullable(troubles.get(channel.name())));
  }

  List<NotificationChannel> channels() {
    return channels;
  }
}
