package io.aftercall.web.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.function.Supplier;

/** How times, states and values are said on a page. */
final class PageFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH);
  private static final int LONGEST = 300;

  private final InstantSource clock;
  private final Supplier<Sources> sources;

  PageFormat(InstantSource clock, Supplier<Sources> sources) {
    this.clock = clock;
    this.sources = sources;
  }

  /** People read times where the calls are made: in the zone of the first source. */
  private ZoneId zone() {
    return sources.get().all().stream()
        .findFirst()
        .map(Source::rules)
        .map(rules -> rules.zone())
        .orElseGet(ZoneId::systemDefault);
  }

  public String zoneName() {
    return zone().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  public String time(Instant time) {
    return TIME.format(time.atZone(zone()));
  }

  /** "3 min ago", "in 20 s". */
  public String ago(Instant time) {
    Duration past = Duration.between(time, clock.instant());
    return past.isNegative() ? "in " + length(past.negated()) : length(past) + " ago";
  }

  /** When something is tried next; what is due may still wait for a limit or for its turn. */
  public String next(Instant due) {
    return due.isAfter(clock.instant())
        ? "Next attempt " + ago(due)
        : "Due since " + age(due) + ", waits for its turn";
  }

  /** How long ago, without the word. */
  public String age(Instant time) {
    return length(Duration.between(time, clock.instant()).abs());
  }

  private static String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
  }

  /** "1 call", "2 calls". */
  public String count(long count, String one, String many) {
    return String.format(Locale.ENGLISH, "%,d %s", count, count == 1 ? one : many);
  }

  /** "4", "0.5". */
  public String number(double number) {
    return new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ENGLISH))
        .format(number);
  }

  /** Colour of a state or an outcome; never the only sign, the word stands beside it. */
  public String tone(String state) {
    return switch (state) {
      case "delivered", "routed" -> "good";
      case "rejected", "failed", "held", "quarantined", "unrouted" -> "bad";
      case "pending", "sending", "received", "retry", "paused" -> "wait";
      default -> "quiet";
    };
  }

  /** A state in a sentence for whoever has never seen one. */
  public String means(String state) {
    return switch (state) {
      case "received" -> "Stored. It is routed in a moment.";
      case "routed" -> "It goes to the destinations below.";
      case "held" -> "On hold: the rules could not decide where it goes.";
      case "quarantined" -> "Unreadable: the original payload is stored and can be downloaded.";
      case "unrouted" -> "No routing rule matched: it goes nowhere until somebody decides.";
      case "dismissed" -> "Settled: nothing is sent because of it. It can be reprocessed.";
      case "ignored" -> "Kept, but a rule says that there is nothing to do.";
      case "pending" -> "Waits in the queue.";
      case "sending" -> "Being sent right now.";
      case "delivered" -> "The destination has it.";
      case "rejected" -> "The destination does not take this record.";
      case "failed" -> "Retries exhausted.";
      case "superseded" -> "Newer content of the same call is sent instead.";
      case "suppressed" -> "The person opted out of being contacted; it is not sent.";
      case "skipped" -> "Its destination was off when the call was routed; nothing was to be sent.";
      case "discarded" -> "Dropped; it is not sent.";
      case "dry_run" -> "This is what would be sent.";
      default -> "";
    };
  }

  /** A state as people read it; files, the command line and the API say it in one word. */
  public String state(String state) {
    return switch (state) {
      case "held" -> "On hold";
      case "quarantined" -> "Unreadable (quarantine)";
      case "unrouted" -> "No routing rule matched";
      case "failed" -> "Failed (retries exhausted)";
      case "dry_run" -> "Dry run";
      default ->
          state.isEmpty() ? state : Character.toUpperCase(state.charAt(0)) + state.substring(1);
    };
  }

  /** The time a call says of itself; a dash when it says none. */
  public String time(String iso) {
    return iso == null ? "–" : fact(TextNode.valueOf(iso));
  }

  /** What was not understood has its content's hash for an id: its beginning tells it apart. */
  public static String id(String callId) {
    return callId.startsWith("sha256:") ? callId.substring(0, 19) + "…" : callId;
  }

  /** {@code dry_run} as people write it. */
  public String plain(String name) {
    return name.replace('_', ' ').replace('-', ' ');
  }

  /** One value of a call or a record; long ones are cut, nothing is a dash. */
  public String value(JsonNode value) {
    if (value == null || value.isNull() || value.isMissingNode()) {
      return "–";
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "yes" : "no";
    }
    String text = value.isValueNode() ? value.asText() : value.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }

  /** The same; a time in the zone of the page. */
  public String fact(JsonNode value) {
    try {
      return time(OffsetDateTime.parse(value.asText()).toInstant());
    } catch (DateTimeParseException e) {
      return value(value);
    }
  }
}
