package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.Kind;

/** Reads a time of day out of the pieces of a text. */
final class ClockGrammar {
  private static final int QUARTER = 15;

  private final PhrasePieces phrasePieces;

  ClockGrammar(PhrasePieces phrasePieces) {
    this.phrasePieces = phrasePieces;
  }

  /**
   * The time that stands here, behind "at" or without it; null, with the pieces left as they were,
   * if there is none.
   */
  ClockTime read() {
    int start = phrasePieces.position();
    boolean at =
        phrasePieces.take(Kind.AT) | phrasePieces.take(Kind.ABOUT) | phrasePieces.take(Kind.AT);
    ClockTime time = phrase(at);
    if (time == null || !time.exists()) {
      phrasePieces.back(start);
      return null;
    }
    phrasePieces.take(Kind.OCLOCK);
    return time;
  }

  private ClockTime phrase(boolean at) {
    if (phrasePieces.take(Kind.NOON)) {
      return new ClockTime(12, 0, 0, true);
    }
    if (phrasePieces.take(Kind.HALF_BEFORE)) {
      return before(phrasePieces.number(), 30);
    }
    if (phrasePieces.take(Kind.HALF_AFTER)) {
      return halved(after(phrasePieces.number(), 30));
    }
    if (phrasePieces.take(Kind.THREE_QUARTERS_BEFORE)) {
      return before(phrasePieces.number(), QUARTER);
    }
    if (phrasePieces.take(Kind.QUARTER)) {
      return beside(QUARTER);
    }
    PhraseToken phraseToken = phrasePieces.peek();
    if (phraseToken instanceof PhraseToken.Clock clock) {
      phrasePieces.skip();
      return halved(
          new ClockTime(
              clock.hour(),
              clock.minute(),
              clock.second(),
              clock.padded() && clock.hour() < 10 || clock.hour() > 12));
    }
    if (phraseToken instanceof PhraseToken.Dotted dotted) {
      phrasePieces.skip();
      ClockTime time =
          new ClockTime(
              dotted.left(),
              dotted.right(),
              0,
              dotted.padded() && dotted.left() < 10 || dotted.left() > 12);
      return at
              || phrasePieces.is(Kind.OCLOCK)
              || phrasePieces.is(Kind.PM)
              || phrasePieces.is(Kind.AM)
          ? halved(time)
          : null;
    }
    return number(at);
  }

  /** {@code 10 Uhr 30}, {@code 3 pm}, {@code ten past three}, or a bare number behind "at". */
  private ClockTime number(boolean at) {
    Integer number = phrasePieces.number();
    if (number == null) {
      return null;
    }
    if (phrasePieces.take(Kind.OCLOCK)) {
      int behind = phrasePieces.position();
      Integer minute = phrasePieces.number();
      boolean minutes = minute != null && minute < 60 && !phrasePieces.is(Kind.UNIT);
      if (!minutes) {
        phrasePieces.back(behind);
      }
      return halved(ClockTime.of(number, minutes ? minute : 0));
    }
    if (phrasePieces.is(Kind.PAST_HOUR) || phrasePieces.is(Kind.TO_HOUR)) {
      return beside(number);
    }
    if (phrasePieces.isUnit(Symbol.Unit.MINUTE)) {
      phrasePieces.skip();
      return beside(number);
    }
    boolean half = phrasePieces.is(Kind.AM) || phrasePieces.is(Kind.PM);
    boolean bare =
        at
            && !phrasePieces.is(Kind.MONTH)
            && !phrasePieces.is(Kind.UNIT)
            && !phrasePieces.is(Kind.WEEK_NUMBER);
    return half || bare ? halved(ClockTime.of(number, 0)) : null;
  }

  /** So many minutes before or after an hour, or before or after the half of one. */
  private ClockTime beside(int minutes) {
    boolean after = phrasePieces.take(Kind.PAST_HOUR);
    if (minutes >= 60 || (!after && !phrasePieces.take(Kind.TO_HOUR))) {
      return null;
    }
    boolean half = phrasePieces.take(Kind.HALF_BEFORE);
    Integer hour = phrasePieces.number();
    if (hour == null) {
      return null;
    }
    if (half) {
      return before(hour, after ? 30 - minutes : 30 + minutes);
    }
    return halved(after ? after(hour, minutes) : before(hour, minutes));
  }

  private static ClockTime after(Integer hour, int minutes) {
    return hour == null ? null : ClockTime.of(hour, minutes);
  }

  private static ClockTime before(Integer hour, int minutes) {
    if (hour == null || hour < 1 || hour > 24) {
      return null;
    }
    // "Quarter to one" lies behind twelve, and may be night or day.
    int earlier = hour == 1 ? 12 : hour - 1;
    return new ClockTime(earlier, 60 - minutes, 0, hour > 12);
  }

  private ClockTime halved(ClockTime time) {
    if (time == null) {
      return null;
    }
    if (phrasePieces.take(Kind.PM)) {
      return time.half(true);
    }
    return phrasePieces.take(Kind.AM) ? time.half(false) : time;
  }
}
