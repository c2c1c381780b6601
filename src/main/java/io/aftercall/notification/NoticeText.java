package io.aftercall.notification;

import io.aftercall.notification.NotificationChannel.Notice;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of a message. No word of a call is in it. */
final class NoticeText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm zzz", Locale.ENGLISH);

  private static final long SAME_MESSAGE_SECONDS = 900;

  private final String node;
  private final String consoleUrl;
  private final ZoneId zone;

  NoticeText(String node, String consoleUrl, ZoneId zone) {
    this.node = node;
    this.consoleUrl = consoleUrl;
    this.zone = zone;
  }

  /** About everything that is due, in one message. */
  Notice of(DueNotices due, Instant now) {
    List<String> lines = new ArrayList<>();
    due.fresh().forEach(cause -> lines.add(sentence(cause) + since(cause.since())));
    due.repeated().forEach(cause -> lines.add("Still: " + sentence(cause) + since(cause.since())));
    due.over().forEach(state -> lines.add(over(state)));
    return notice(title(due), lines, now);
  }

  Notice test(Instant now) {
    String when = TIME.format(now.atZone(zone));
    return notice(
        "Aftercall: a test",
        List.of("This is a test of " + when + ". Whoever reads it is told what needs a person."),
        now);
  }

  private Notice notice(String title, List<String> lines, Instant now) {
    List<String> all = new ArrayList<>(lines);
    if (!consoleUrl.isEmpty()) {
      all.add(consoleUrl + "/console/attention");
    } else {
      all.add("Look at the console, or run bin/aftercall status.");
    }
    all.add("Sent by " + node + ".");
    String text = String.join("\n", all);
    // A reminder has the same words as the one before, and is not the same message.
    String id =
        "notice-%x-%x".formatted(text.hashCode(), now.getEpochSecond() / SAME_MESSAGE_SECONDS);
    return new Notice(
        id, title, text, consoleUrl.isEmpty() ? "" : consoleUrl + "/console/attention");
  }

  private static String title(DueNotices due) {
    List<Cause> lasting = new ArrayList<>(due.fresh());
    lasting.addAll(due.repeated());
    if (lasting.isEmpty()) {
      return due.lasting() == 0 ? "Aftercall: all clear" : "Aftercall: something is over";
    }
    String first = sentence(lasting.get(0)).replaceFirst("\\.$", "");
    return "Aftercall: "
        + first
        + (lasting.size() == 1 ? "" : " and " + (lasting.size() - 1) + " more");
  }

  private String since(Instant since) {
    return " Since " + TIME.format(since.atZone(zone)) + ".";
  }

  private static String sentence(Cause cause) {
    String destination = cause.key().destination();
    return switch (cause.key().kind()) {
      case PAUSED ->
          "%s is paused (%s), %s."
              .formatted(destination, cause.key().code(), waiting(cause.count()));
      case FAILING ->
          "Every attempt at %s fails, %s.".formatted(destination, waiting(cause.count()));
      case NEEDS_ATTENTION ->
          "%d %s %s%s."
              .formatted(
                  cause.count(),
                  destination.isEmpty()
                      ? noun(cause.count(), "webhook", "webhooks")
                      : noun(cause.count(), "delivery", "deliveries"),
                  destination.isEmpty() ? "" : "to " + destination + " ",
                  noun(cause.count(), "is ", "are ") + cause.key().code());
    };
  }

  private String over(NoticeState state) {
    String destination = state.key().destination();
    String what =
        switch (state.key().kind()) {
          case PAUSED -> destination + " is no longer paused (" + state.key().code() + ").";
          case FAILING -> destination + " takes deliveries again.";
          case NEEDS_ATTENTION ->
              destination.isEmpty()
                  ? "No webhook is " + state.key().code() + " any more."
                  : "No delivery to " + destination + " is " + state.key().code() + " any more.";
        };
    return "Over: " + what + " It began " + TIME.format(state.since().atZone(zone)) + ".";
  }

  private static String waiting(long count) {
    return count == 1 ? "1 delivery waits" : count + " deliveries wait";
  }

  private static String noun(long count, String one, String many) {
    return count == 1 ? one : many;
  }
}
