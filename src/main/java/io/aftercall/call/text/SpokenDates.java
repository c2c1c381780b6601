package io.aftercall.call.text;

import io.aftercall.call.text.DatePhrase.Resolved;
import io.aftercall.call.text.SpokenValue.Declined;
import io.aftercall.call.text.SpokenValue.Known;
import io.aftercall.call.text.SpokenValue.Words;
import io.aftercall.call.text.Symbol.DayPart;
import io.aftercall.call.text.Symbol.Kind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and moments as machines write them and people say them. What was promised is never read as
 * anything earlier; what is not certain stays words.
 */
public final class SpokenDates {
  private static final int LONGEST = 100;

  /** Years before are slips of the tongue or of a machine. */
  private static final int FIRST_YEAR = 1990;

  private static final String NO_DAY = "is not a certain date";
  private static final String NO_MOMENT = "is not a certain date with a time";
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /** An offset behind a time of day. */
  private static final Pattern OFFSET =
      Pattern.compile(
          "(?<said>.*\\d:\\d{2}(?:\\s?[ap]\\.?m\\.?)?(?:\\s?uhr)?)\\s*(?<zone>z|utc|gmt|[+-]\\d{2}:?\\d{2})");

  /** Words that change the meaning of a date, and what they say. */
  private static final Map<Kind, String> LIMITS = new EnumMap<>(Kind.class);

  static {
    LIMITS.put(Kind.NEGATION, "says when not");
    LIMITS.put(Kind.UNTIL, "says until when");
    LIMITS.put(Kind.BEFORE, "says before when");
    LIMITS.put(Kind.FROM, "says from when on");
    LIMITS.put(Kind.PAST, "names a time before the call");
    LIMITS.put(Kind.CALLED_OFF, "says that something was called off");
    LIMITS.put(Kind.DECLINED, "says that something is not wanted");
  }

  private SpokenDates() {}

  /** Whether a year of calls and appointments, not the zero of a machine or a slip of a key. */
  public static boolean isPlausible(int year) {
    return year >= FIRST_YEAR && year <= DayRule.LAST_YEAR;
  }

  /**
   * The day that a text names. Beside a day the note says what else was said: the time, the part of
   * the day, the days of which it is the last.
   *
   * @param call when it was said; null if not known, then only dates with a year count
   */
  public static SpokenValue<LocalDate> day(String text, CallMoment call) {
    WrittenTime written = written(text);
    SpokenValue<LocalDate> day =
        written != null ? new Known<>(written.date(), null) : spoken(text, call).day();
    return day instanceof Known<LocalDate> known && !isPlausible(known.known().getYear())
        ? new Words<>(NO_DAY)
        : day;
  }

  /**
   * The moment that a text names: a day and a time of day, both certain.
   *
   * @param call as for {@link #day}
   * @param zone the zone of times that come without one
   */
  public static SpokenValue<OffsetDateTime> moment(String text, CallMoment call, ZoneId zone) {
    WrittenTime written = written(text);
    SpokenValue<OffsetDateTime> moment =
        written == null
            ? spoken(text, call).moment(zone)
            : written.time() == null ? new Words<>(NO_MOMENT) : new Known<>(written.in(zone), null);
    return moment instanceof Known<OffsetDateTime> known && !isPlausible(known.known().getYear())
        ? new Words<>(NO_MOMENT)
        : moment;
  }

  /**
   * The earliest time of day that the part of the day beside a date means, as in "tomorrow
   * afternoon"; null if none was said.
   *
   * @param call as for {@link #day}
   */
  public static LocalTime earliestTime(String text, CallMoment call) {
    Reading reading = spoken(text, call);
    DayPart part = reading.when() == null ? null : reading.phrase().part();
    return part == null
        ? null
        : switch (part) {
          case MORNING -> LocalTime.of(6, 0);
          case NOON, AFTERNOON -> LocalTime.NOON;
          case EVENING -> LocalTime.of(17, 0);
          case NIGHT -> LocalTime.of(20, 0);
        };
  }

  /**
   * A date with a year as machines or people write it, without looking at a call; null if it is
   * none.
   */
  public static WrittenTime absolute(String text) {
    WrittenTime written = written(text);
    if (written != null) {
      return written;
    }
    Reading reading = spoken(text, null);
    return reading.when() != null && reading.when().days().isOne()
        ? new WrittenTime(reading.when().days().first(), reading.when().time(), reading.offset())
        : null;
  }

  private static WrittenTime written(String text) {
    return text == null || text.length() > LONGEST ? null : WrittenTime.read(text.strip());
  }

  /**
   * What one language reads.
   *
   * @param when null if nothing is certain
   * @param why then why, or null for no special reason
   */
  private record Reading(
      Resolved when, DatePhrase phrase, ZoneOffset offset, String why, boolean declined) {
    private static final Reading NONE = new Reading(null, null, null, null, false);

    SpokenValue<LocalDate> day() {
      if (when == null) {
        return unread(NO_DAY);
      }
      StringJoiner note = new StringJoiner(", ");
      if (!when.days().isOne()) {
        note.add("is the last day of " + when.days().first() + " to " + when.days().last());
      }
      if (phrase.about()) {
        note.add("was said to be about then");
      }
      if (when.time() != null) {
        note.add("is meant at " + CLOCK.format(when.time()));
      } else if (phrase.part() != null) {
        note.add("is meant " + when(phrase.part()));
      } else if (phrase.clock() != null) {
        note.add("came with a time that is not certain");
      }
      return new Known<>(when.days().last(), note.length() == 0 ? null : note.toString());
    }

    private static String when(DayPart part) {
      return part == DayPart.NOON
          ? "around noon"
          : "in the " + part.name().toLowerCase(Locale.ROOT);
    }

    SpokenValue<OffsetDateTime> moment(ZoneId zone) {
      if (when == null || when.time() == null || !when.days().isOne()) {
        return unread(NO_MOMENT);
      }
      OffsetDateTime moment = when.moment();
      if (moment == null) {
        moment = new WrittenTime(when.days().first(), when.time(), offset).in(zone);
      }
      return new Known<>(moment, phrase.about() ? "was said to be about then" : null);
    }

    private <T> SpokenValue<T> unread(String plain) {
      String reason = why == null ? plain : why;
      return declined ? new Declined<>(reason) : new Words<>(reason);
    }
  }

  /** Languages that read a text differently leave it as words. */
  private static Reading spoken(String text, CallMoment call) {
    if (text == null || text.isBlank() || text.length() > LONGEST) {
      return Reading.NONE;
    }
    String said = PhraseTokens.plain(text);
    Set<Resolved> meanings = new LinkedHashSet<>();
    Reading best = Reading.NONE;
    for (Lexicon lexicon : Lexicon.ALL) {
      Reading reading = read(said, call, lexicon);
      if (reading.when() != null) {
        meanings.add(reading.when());
        best = reading;
      } else if (best.when() == null && reading.why() != null && !best.declined()) {
        best = reading;
      }
    }
    return meanings.size() > 1 ? Reading.NONE : best;
  }

  private static Reading read(String said, CallMoment call, Lexicon lexicon) {
    Matcher zoned = OFFSET.matcher(said);
    boolean offset = zoned.matches();
    ZoneOffset zone;
    try {
      zone = offset ? WrittenTime.offset(zoned.group("zone")) : null;
    } catch (DateTimeException noSuchOffset) {
      return Reading.NONE;
    }
    List<PhraseToken> phraseTokens =
        PhraseTokens.of(offset ? zoned.group("said") : said, lexicon, Symbol.DATES);
    Kind limit = limit(phraseTokens);
    if (limit != null) {
      return new Reading(null, null, null, LIMITS.get(limit), isOnlyDeclined(phraseTokens));
    }
    DatePhrase phrase = DateGrammar.read(phraseTokens, lexicon, zone);
    Optional<Resolved> when = phrase == null ? Optional.empty() : phrase.at(call);
    return when.map(found -> new Reading(found, phrase, zone, null, false)).orElse(Reading.NONE);
  }

  private static Kind limit(List<PhraseToken> phraseTokens) {
    List<Kind> found = new ArrayList<>();
    for (PhraseToken phraseToken : phraseTokens) {
      if (phraseToken instanceof PhraseToken.Phrase phrase) {
        LIMITS.keySet().stream().filter(kind -> phrase.as(kind) != null).forEach(found::add);
      }
    }
    if (found.contains(Kind.DECLINED)) {
      return Kind.DECLINED;
    }
    return found.contains(Kind.CALLED_OFF)
        ? Kind.CALLED_OFF
        : found.isEmpty() ? null : found.get(0);
  }

  /** Nothing else is said: no other date that could be wanted instead. */
  private static boolean isOnlyDeclined(List<PhraseToken> phraseTokens) {
    boolean declined = false;
    for (PhraseToken phraseToken : phraseTokens) {
      if (!(phraseToken instanceof PhraseToken.Phrase phrase)) {
        return false;
      }
      boolean here = phrase.as(Kind.DECLINED) != null || phrase.as(Kind.CALLED_OFF) != null;
      declined |= here;
      if (!here && phrase.as(Kind.FILLER) == null && phrase.as(Kind.CALLED_OFF_FILLER) == null) {
        return false;
      }
    }
    return declined;
  }
}
