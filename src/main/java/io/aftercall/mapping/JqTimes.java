package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * Dates and times of jq: seconds since 1970, or the array of eight numbers jq calls broken down
 * time (year, month from 0, day, hours, minutes, seconds, weekday from Sunday 0, day of the year
 * from 0). Local times name their zone, for the machine's would differ from node to node.
 */
final class JqTimes {
  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('Y', "uuuu"),
          Map.entry('y', "uu"),
          Map.entry('m', "MM"),
          Map.entry('d', "dd"),
          Map.entry('e', "ppd"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('j', "DDD"),
          Map.entry('a', "EEE"),
          Map.entry('A', "EEEE"),
          Map.entry('b', "MMM"),
          Map.entry('h', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('p', "a"),
          Map.entry('z', "xx"),
          Map.entry('Z', "zzz"),
          Map.entry('u', "e"),
          Map.entry('V', "ww"),
          Map.entry('G', "YYYY"),
          Map.entry('T', "HH:mm:ss"),
          Map.entry('R', "HH:mm"),
          Map.entry('F', "uuuu-MM-dd"),
          Map.entry('D', "MM/dd/uu"));

  /** Weeks as ISO counts them, with English names. */
  private static final Locale ISO_ENGLISH = Locale.forLanguageTag("en-GB");

  private JqTimes() {}

  private interface Step {
    JsonNode of(JsonNode in, JsonNode format, JsonNode zone) throws JsonQueryException;
  }

  static void addTo(Scope scope) {
    add(scope, "mktime", 0, (in, f, z) -> seconds(moment("mktime", in, ZoneOffset.UTC)));
    add(scope, "gmtime", 0, (in, f, z) -> brokenDown(moment("gmtime", in, ZoneOffset.UTC)));
    add(scope, "localtime", 1, (in, zone, z) -> brokenDown(local("localtime", in, zone)));
    add(scope, "strftime", 1, (in, f, z) -> text("strftime", in, f, ZoneOffset.UTC));
    add(
        scope,
        "strflocaltime",
        2,
        (in, f, zone) -> text("strflocaltime", in, f, zone("strflocaltime", zone)));
    add(scope, "strptime", 1, (in, f, z) -> brokenDown(parsed(in, f)));
    for (String name : new String[] {"fromdate", "fromdateiso8601"}) {
      add(scope, name, 0, (in, f, z) -> seconds(iso(name, in)));
    }
    for (String name : new String[] {"todate", "todateiso8601", "date"}) {
      add(scope, name, 0, (in, f, z) -> TextNode.valueOf(utc(moment(name, in, ZoneOffset.UTC))));
    }
  }

  private static void add(Scope scope, String name, int arity, Step step) {
    Function function =
        (within, arguments, in, path, output, version) -> {
          JsonNode first = arity > 0 ? JqFunctions.argument(arguments, 0, within, in) : null;
          JsonNode second = arity > 1 ? JqFunctions.argument(arguments, 1, within, in) : null;
          output.emit(step.of(in, first, second), null);
        };
    scope.addFunction(name, arity, function);
  }

  private static JsonNode seconds(ZonedDateTime moment) {
    return ScalarValues.whole(moment.toEpochSecond());
  }

  private static String utc(ZonedDateTime moment) {
    return DateTimeFormatter.ISO_INSTANT.format(moment.toInstant());
  }

  private static ArrayNode brokenDown(ZonedDateTime moment) {
    return JsonNodeFactory.instance
        .arrayNode(8)
        .add(moment.getYear())
        .add(moment.getMonthValue() - 1)
        .add(moment.getDayOfMonth())
        .add(moment.getHour())
        .add(moment.getMinute())
        .add(moment.getSecond())
        .add(moment.getDayOfWeek().getValue() % 7)
        .add(moment.getDayOfYear() - 1);
  }

  /** Seconds, or broken down time. */
  private static ZonedDateTime moment(String function, JsonNode in, ZoneId zone)
      throws JsonQueryException {
    try {
      if (in.isNumber()) {
        return Instant.ofEpochSecond(in.longValue()).atZone(zone);
      }
      if (in.isArray() && in.size() >= 6) {
        LocalDate day = LocalDate.of(in.get(0).asInt(), in.get(1).asInt() + 1, in.get(2).asInt());
        LocalTime time = LocalTime.of(in.get(3).asInt(), in.get(4).asInt(), in.get(5).asInt());
        return LocalDateTime.of(day, time).atZone(ZoneOffset.UTC).withZoneSameInstant(zone);
      }
    } catch (DateTimeException e) {
      throw new JsonQueryException(function + " is given no date that exists");
    }
    throw new JsonQueryException(function + " needs seconds or broken down time");
  }

  private static ZonedDateTime local(String function, JsonNode in, JsonNode zone)
      throws JsonQueryException {
    return moment(function, in, zone(function, zone));
  }

  private static ZoneId zone(String function, JsonNode zone) throws JsonQueryException {
    try {
      return ZoneId.of(zone == null ? "" : zone.asText());
    } catch (DateTimeException e) {
      throw new JsonQueryException(function + " needs a zone such as \"Europe/Berlin\"");
    }
  }

  /** ISO 8601 with any offset: jq itself only knows Z, but calls come with their own. */
  private static ZonedDateTime iso(String function, JsonNode in) throws JsonQueryException {
    try {
      return OffsetDateTime.parse(in.asText()).toZonedDateTime();
    } catch (DateTimeException e) {
      throw new JsonQueryException(function + " needs a time such as 2024-02-15T10:00:00Z");
    }
  }

  private static JsonNode text(String function, JsonNode in, JsonNode format, ZoneId zone)
      throws JsonQueryException {
    ZonedDateTime moment = moment(function, in, zone);
    try {
      return TextNode.valueOf(formatter(function, format).format(moment));
    } catch (DateTimeException e) {
      throw new JsonQueryException(function + " cannot write this time so");
    }
  }

  private static ZonedDateTime parsed(JsonNode in, JsonNode format) throws JsonQueryException {
    DateTimeFormatter formatter = formatter("strptime", format);
    if (!in.isTextual()) {
      throw new JsonQueryException("strptime needs a text");
    }
    try {
      TemporalAccessor found = formatter.parse(in.textValue());
      LocalDate day = found.query(TemporalQueries.localDate());
      LocalTime time = found.query(TemporalQueries.localTime());
      ZoneId zone = found.query(TemporalQueries.zone());
      boolean instant = day == null && found.isSupported(ChronoField.INSTANT_SECONDS);
      return instant
          ? Instant.from(found).atZone(ZoneOffset.UTC)
          : LocalDateTime.of(
                  day == null ? LocalDate.EPOCH : day, time == null ? LocalTime.MIDNIGHT : time)
              .atZone(zone == null ? ZoneOffset.UTC : zone)
              .withZoneSameInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new JsonQueryException("strptime finds no date of the format " + format);
    }
  }

  private static DateTimeFormatter formatter(String function, JsonNode format)
      throws JsonQueryException {
    String written = format == null ? "" : format.asText();
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    for (int i = 0; i < written.length(); i++) {
      char letter = written.charAt(i);
      if (letter != '%' || i + 1 == written.length()) {
        builder.appendLiteral(letter);
        continue;
      }
      char directive = written.charAt(++i);
      String pattern = LETTERS.get(directive);
      switch (directive) {
        case '%' -> builder.appendLiteral('%');
        case 's' -> builder.appendValue(ChronoField.INSTANT_SECONDS);
        default -> {
          if (pattern == null) {
            throw new JsonQueryException(function + " does not know %" + directive);
          }
          builder.appendPattern(pattern);
        }
      }
    }
    return builder.toFormatter(ISO_ENGLISH);
  }
}
