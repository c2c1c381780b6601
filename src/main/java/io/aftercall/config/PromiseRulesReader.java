package io.aftercall.config;

import io.aftercall.promise.Holidays;
import io.aftercall.promise.PromiseRules;
import io.aftercall.promise.PromiseRules.Rating;
import io.aftercall.promise.WorkHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code promises} of a source: when what its calls promise is due. */
final class PromiseRulesReader {
  static final List<String> HOURS_KEYS = List.of("days", "from", "until", "holidays");
  static final List<String> KEYS =
      List.of(
          "days",
          "from",
          "until",
          "holidays",
          "max_calls_in_parallel",
          "answer_within",
          "campaigns");

  private static final WorkHours USUAL =
      new WorkHours(
          EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
          LocalTime.of(9, 0),
          LocalTime.of(18, 0),
          Holidays.NONE);

  private final List<Problem> problems;

  PromiseRulesReader(List<Problem> problems) {
    this.problems = problems;
  }

  /** Null where the source says nothing of promises. */
  PromiseRules read(YamlObjectReader source) {
    YamlNode node = source.node("promises").orElse(null);
    if (node == null) {
      return null;
    }
    return YamlObjectReader.of(node, "promises", KEYS, problems).map(this::rules).orElse(null);
  }

  private PromiseRules rules(YamlObjectReader promises) {
    WorkHours hours = hours(promises, USUAL);
    Map<String, WorkHours> campaigns = new HashMap<>();
    YamlNode node = promises.node("campaigns").orElse(null);
    if (node instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries()) {
        YamlObjectReader.of(entry.value(), "the hours of a campaign", HOURS_KEYS, problems)
            .ifPresent(own -> campaigns.put(entry.key().text(), hours(own, hours)));
      }
    } else if (node != null) {
      report(
          node.place(),
          "wrong-type",
          "'campaigns' is a group of campaigns, not " + node.kind(),
          "write the campaign's id or name, and its hours below");
    }
    return new PromiseRules(hours, campaigns, answerWithin(promises), atOnce(promises));
  }

  private static int atOnce(YamlObjectReader promises) {
    return promises.count("max_calls_in_parallel").orElse(0);
  }

  private Map<Rating, Duration> answerWithin(YamlObjectReader promises) {
    Map<Rating, Duration> within = new EnumMap<>(Rating.class);
    for (Rating rating : Rating.values()) {
      within.put(rating, rating.usual());
    }
    promises
        .node("answer_within")
        .flatMap(
            node ->
                YamlObjectReader.of(
                    node, "answer_within", YamlObjectReader.names(Rating.class), problems))
        .ifPresent(
            given ->
                within.replaceAll(
                    (rating, usual) ->
                        given.duration(YamlObjectReader.name(rating)).orElse(usual)));
    return within;
  }

  private WorkHours hours(YamlObjectReader given, WorkHours otherwise) {
    LocalTime from = time(given, "from", otherwise.from());
    LocalTime until = time(given, "until", otherwise.until());
    if (!from.isBefore(until)) {
      report(
          given.place(given.has("until") ? "until" : "from"),
          "wrong-value",
          "the hours " + from + " to " + until + " never begin",
          "'until' is a later time of the same day than 'from'");
      return otherwise;
    }
    return new WorkHours(
        days(given, otherwise.days()), from, until, holidays(given, otherwise.holidays()));
  }

  private Set<DayOfWeek> days(YamlObjectReader given, Set<DayOfWeek> otherwise) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    List<String> names = YamlObjectReader.names(DayOfWeek.class);
    for (YamlNode.Scalar written : given.scalars("days")) {
      YamlObjectReader.constant(written.text(), DayOfWeek.class)
          .ifPresentOrElse(
              days::add,
              () ->
                  report(
                      written.place(),
                      "wrong-value",
                      "'" + written.text() + "' is no day of the week",
                      DidYouMean.hint(written.text(), names)));
    }
    if (given.has("days") && given.scalars("days").isEmpty()) {
      report(
          given.place("days"),
          "wrong-value",
          "'days' names no day",
          "name the days on which somebody calls back, or leave it out");
    }
    return days.isEmpty() ? otherwise : days;
  }

  private LocalTime time(YamlObjectReader given, String key, LocalTime otherwise) {
    YamlNode.Scalar written = given.scalar(key).orElse(null);
    if (written == null) {
      return otherwise;
    }
    try {
      return LocalTime.parse(written.text());
    } catch (DateTimeParseException e) {
      report(
          written.place(),
          "wrong-value",
          "'" + written.text() + "' is no time of day",
          "write it like \"09:00\"");
      return otherwise;
    }
  }

  private Holidays holidays(YamlObjectReader given, Holidays otherwise) {
    YamlNode.Scalar written = given.scalar("holidays").orElse(null);
    if (written == null) {
      return otherwise;
    }
    if (written.text().equals("none")) {
      return Holidays.NONE;
    }
    return Holidays.of(written.text())
        .orElseGet(
            () -> {
              report(
                  written.place(),
                  "wrong-value",
                  "no public holidays of '" + written.text() + "' are known",
                  "write a country or a part of it, as in DE or DE-BY, or none");
              return otherwise;
            });
  }

  private void report(SourceLocation place, String code, String message, String hint) {
    problems.add(Problem.at(place, code, message, hint));
  }
}
