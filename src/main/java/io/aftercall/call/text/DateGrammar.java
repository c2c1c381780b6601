package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.DayPart;
import io.aftercall.call.text.Symbol.Kind;
import io.aftercall.call.text.Symbol.Unit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Reads a date, a time or a span of time out of a text in one language. Every piece must have its
 * place: one that has none could change the meaning of all.
 */
final class DateGrammar {
  private static final int MONTHS = 12;

  private final PhrasePieces phrasePieces;
  private final DateParts parts;
  private final ClockGrammar clocks;
  private final MonthGrammar months;
  private int behindFiller = -1;

  private DateGrammar(List<PhraseToken> phraseTokens, Lexicon lexicon) {
    this.phrasePieces = new PhrasePieces(phraseTokens, lexicon);
    this.parts = new DateParts(lexicon.weekStarts());
    this.clocks = new ClockGrammar(phrasePieces);
    this.months = new MonthGrammar(phrasePieces, parts, lexicon.monthFirst());
  }

  /** Null if a piece has no place, or two contradict each other. */
  static DatePhrase read(List<PhraseToken> phraseTokens, Lexicon lexicon, ZoneOffset offset) {
    DateGrammar grammar = new DateGrammar(phraseTokens, lexicon);
    while (grammar.phrasePieces.hasMore()) {
      if (!grammar.next()) {
        return null;
      }
    }
    return grammar.parts.phrase(offset);
  }

  /** Takes what comes next; false, with the pieces left as they were, if it has no place. */
  private boolean next() {
    return span()
        || months.relativeWeekOrMonth()
        || dayAndPart()
        || weekday()
        || months.weekNumber()
        || months.month()
        || dayWord()
        || calendar()
        || clock()
        || dayOfMonth()
        || part()
        || smallWord();
  }

  /** {@code in two weeks}, {@code in einer halben Stunde}, {@code three days from now}. */
  private boolean span() {
    int start = phrasePieces.position();
    boolean in = phrasePieces.take(Kind.IN);
    boolean about = in && phrasePieces.take(Kind.ABOUT);
    Integer minutes = in ? phrasePieces.value(Kind.SPAN) : null;
    Integer count = minutes == null ? phrasePieces.number() : null;
    Symbol unit = count == null ? null : phrasePieces.symbol(Kind.UNIT);
    if (unit != null) {
      phrasePieces.skip();
    }
    boolean counted = unit != null && (in || phrasePieces.take(Kind.FROM_NOW));
    if (minutes == null && !counted) {
      phrasePieces.back(start);
      return false;
    }
    if (about) {
      parts.about();
    }
    if (minutes != null) {
      parts.span(Duration.ofMinutes(minutes));
    } else {
      parts.in(count, Unit.values()[unit.value()]);
    }
    return true;
  }

  private boolean dayAndPart() {
    Symbol both = phrasePieces.symbol(Kind.DAY_AND_PART);
    if (both == null) {
      return false;
    }
    phrasePieces.skip();
    parts.part(both.part());
    parts.daysFromToday(both.value());
    return true;
  }

  private boolean weekday() {
    int start = phrasePieces.position();
    Kind word = null;
    for (Kind kind : List.of(Kind.NEXT, Kind.COMING, Kind.THIS)) {
      word = word == null && phrasePieces.take(kind) ? kind : word;
    }
    Integer number = phrasePieces.value(Kind.WEEKDAY);
    boolean needsDate = number == null && word == null;
    if (needsDate) {
      number = phrasePieces.value(Kind.WEEKDAY_BESIDE_DATE);
    }
    if (number == null) {
      phrasePieces.back(start);
      return false;
    }
    parts.weekday(DayOfWeek.of(number), word, needsDate);
    return true;
  }

  private boolean dayWord() {
    if (parts.namesADay() && phrasePieces.take(Kind.MORNING_BEHIND_A_DAY)) {
      parts.part(DayPart.MORNING);
      return true;
    }
    Integer days = phrasePieces.value(Kind.DAY);
    if (days != null) {
      parts.daysFromToday(days);
    }
    return days != null;
  }

  private boolean calendar() {
    PhraseToken phraseToken = phrasePieces.peek();
    if (phraseToken instanceof PhraseToken.Dotted dotted && isDay(dotted)) {
      phrasePieces.skip();
      parts.day(DayRule.monthDay(dotted.right(), dotted.left()));
      return true;
    }
    if (!(phraseToken instanceof PhraseToken.Calendar date) || date.month() == 0) {
      return false;
    }
    phrasePieces.skip();
    Integer year = date.year() == null ? months.year() : date.year();
    parts.day(
        year == null
            ? DayRule.monthDay(date.month(), date.day())
            : DayRule.date(year, date.month(), date.day()));
    return true;
  }

  /** "Am 15.02": behind a small word a day of a month, if it can be one. */
  private boolean isDay(PhraseToken.Dotted dotted) {
    int now = phrasePieces.position();
    phrasePieces.skip();
    boolean time =
        phrasePieces.is(Kind.OCLOCK) || phrasePieces.is(Kind.AM) || phrasePieces.is(Kind.PM);
    phrasePieces.back(now);
    return !time && behindFiller == now && dotted.right() >= 1 && dotted.right() <= MONTHS;
  }

  private boolean clock() {
    boolean about = phrasePieces.is(Kind.ABOUT);
    ClockTime read = clocks.read();
    if (read == null
        && parts.hasDay()
        && phrasePieces.peek() instanceof PhraseToken.Dotted dotted
        && (dotted.right() == 0 || dotted.right() > MONTHS)) {
      // "Dienstag 14.30": no month has that number.
      phrasePieces.skip();
      read = new ClockTime(dotted.left(), dotted.right(), 0, dotted.left() > MONTHS);
    }
    if (read == null) {
      return false;
    }
    if (about) {
      parts.about();
    }
    parts.clock(read);
    return true;
  }

  private boolean dayOfMonth() {
    Integer ordinal = phrasePieces.ordinal();
    if (ordinal != null) {
      parts.day(DayRule.dayOfMonth(ordinal));
    }
    return ordinal != null;
  }

  private boolean part() {
    Symbol symbol = phrasePieces.symbol(Kind.PART);
    if (symbol == null) {
      return false;
    }
    phrasePieces.skip();
    parts.part(symbol.part());
    return true;
  }

  private boolean smallWord() {
    if (phrasePieces.take(Kind.ABOUT)) {
      parts.about();
      return true;
    }
    boolean small =
        phrasePieces.take(Kind.FILLER) || phrasePieces.take(Kind.IN) || phrasePieces.take(Kind.AT);
    behindFiller = phrasePieces.position();
    return small;
  }
}
