package io.aftercall.call.text;

import io.aftercall.call.text.DayRule.Third;
import io.aftercall.call.text.Symbol.Kind;
import io.aftercall.call.text.Symbol.Unit;

/** Reads months, weeks by number, and days of a month out of the pieces of a text. */
final class MonthGrammar {
  private final PhrasePieces phrasePieces;
  private final DateParts parts;
  private final boolean monthFirst;

  MonthGrammar(PhrasePieces phrasePieces, DateParts parts, boolean monthFirst) {
    this.phrasePieces = phrasePieces;
    this.parts = parts;
    this.monthFirst = monthFirst;
  }

  /** {@code nächste Woche}, {@code this month}, {@code Ende nächsten Monats}. */
  boolean relativeWeekOrMonth() {
    int start = phrasePieces.position();
    Third third = third();
    int ahead = ahead();
    // "Ende der Woche" is this one's; its beginning may as well be the next one's.
    boolean isThis = ahead < 0 && third == Third.END;
    if ((ahead >= 0 || isThis) && phrasePieces.take(Kind.WEEK)) {
      parts.weeks(isThis ? 0 : ahead, third);
      return true;
    }
    if (ahead >= 0 && phrasePieces.isUnit(Unit.MONTH)) {
      phrasePieces.skip();
      parts.day(DayRule.monthFromNow(ahead, third));
      return true;
    }
    phrasePieces.back(start);
    if (phrasePieces.take(Kind.END_OF_MONTH)) {
      parts.day(DayRule.monthFromNow(0, Third.END));
      return true;
    }
    return false;
  }

  /** How many weeks or months ahead the word that comes next says; -1 if it says none. */
  private int ahead() {
    if (phrasePieces.take(Kind.THIS)) {
      return 0;
    }
    if (phrasePieces.take(Kind.AFTER_NEXT)) {
      return 2;
    }
    return phrasePieces.take(Kind.NEXT) || phrasePieces.take(Kind.COMING) ? 1 : -1;
  }

  private Third third() {
    Third third = Third.WHOLE;
    if (phrasePieces.take(Kind.BEGIN)) {
      third = Third.BEGIN;
    } else if (phrasePieces.take(Kind.MIDDLE)) {
      third = Third.MIDDLE;
    } else if (phrasePieces.take(Kind.END)) {
      third = Third.END;
    }
    if (third != Third.WHOLE) {
      phrasePieces.take(Kind.FILLER);
    }
    return third;
  }

  /** {@code KW 3}, {@code 5. KW}, {@code calendar week 5 2026}. */
  boolean weekNumber() {
    int start = phrasePieces.position();
    Integer before = phrasePieces.ordinal();
    Integer week = phrasePieces.take(Kind.WEEK_NUMBER) ? weekBeside(before) : null;
    if (week == null) {
      phrasePieces.back(start);
      return false;
    }
    parts.day(DayRule.weekNumber(year(), week));
    return true;
  }

  private Integer weekBeside(Integer before) {
    return before == null ? phrasePieces.number() : before;
  }

  /** Four digits that can only be a year; null if none come next. */
  Integer year() {
    if (phrasePieces.peek() instanceof PhraseToken.Number number && number.digits() == 4) {
      phrasePieces.skip();
      return number.value();
    }
    return null;
  }

  /** {@code 15. Februar 2026}, {@code February 15th}, {@code Ende Januar}, {@code im März}. */
  boolean month() {
    int start = phrasePieces.position();
    Third third = third();
    Integer before = third == Third.WHOLE ? dayBefore() : null;
    Integer month = phrasePieces.value(Kind.MONTH);
    if (month == null) {
      phrasePieces.back(start);
      return false;
    }
    Integer day = before == null && monthFirst && third == Third.WHOLE ? dayBehind() : before;
    Integer year = year();
    if (day == null) {
      parts.day(DayRule.month(year, month, third));
    } else if (year == null) {
      parts.day(DayRule.monthDay(month, day));
    } else {
      parts.day(DayRule.date(year, month, day));
    }
    return true;
  }

  private Integer dayBefore() {
    Integer day = phrasePieces.ordinal();
    if (day == null
        && phrasePieces.peek() instanceof PhraseToken.Number number
        && number.digits() <= 2) {
      phrasePieces.skip();
      day = number.value();
    }
    if (day != null) {
      phrasePieces.take(Kind.FILLER);
    }
    return day;
  }

  /** The pieces stay as they were if no day stands behind the month. */
  private Integer dayBehind() {
    int start = phrasePieces.position();
    phrasePieces.take(Kind.FILLER);
    if (phrasePieces.peek() instanceof PhraseToken.Number number && number.digits() <= 2) {
      phrasePieces.skip();
      boolean time =
          phrasePieces.is(Kind.OCLOCK) || phrasePieces.is(Kind.AM) || phrasePieces.is(Kind.PM);
      if (!time) {
        return number.value();
      }
      phrasePieces.back(start);
      return null;
    }
    Integer ordinal = phrasePieces.value(Kind.ORDINAL);
    if (ordinal == null) {
      phrasePieces.back(start);
    }
    return ordinal;
  }
}
