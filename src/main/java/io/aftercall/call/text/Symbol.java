package io.aftercall.call.text;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a phrase of a language stands for, whatever the language.
 *
 * @param value the number of a weekday, month, day or minute; 0 where the kind says all
 * @param part the part of the day, or null
 */
record Symbol(Kind kind, int value, DayPart part) {

  enum Kind {
    DAY,
    PAST,
    WEEKDAY,
    WEEKDAY_BESIDE_DATE,
    MONTH,
    NEXT,
    COMING,
    THIS,
    AFTER_NEXT,
    WEEK,
    WEEK_NUMBER,
    UNIT,
    IN,
    FROM_NOW,
    BEGIN,
    MIDDLE,
    END,
    END_OF_MONTH,
    SPAN,
    PART,
    MORNING_BEHIND_A_DAY,
    DAY_AND_PART,
    AT,
    OCLOCK,
    AM,
    PM,
    NOON,
    HALF_BEFORE,
    HALF_AFTER,
    QUARTER,
    THREE_QUARTERS_BEFORE,
    PAST_HOUR,
    TO_HOUR,
    ABOUT,
    FILLER,
    NEGATION,
    UNTIL,
    BEFORE,
    FROM,
    CALLED_OFF,
    CALLED_OFF_FILLER,
    DECLINED,
    NUMBER,
    ARTICLE,
    NUMBER_AND,
    DOZEN,
    ONE_AND_A_HALF,
    APPROXIMATELY,
    NUMBER_FILLER,
    ORDINAL,
    ORDINAL_SUFFIX,
    NOTHING,
    PLACEHOLDER_NEGATION,
    PLACEHOLDER_PARTICIPLE,
    PLACEHOLDER_NOUN,
    PLACEHOLDER_FIELD,
    PLACEHOLDER_FILLER,
    NOBODY,
    NOBODY_ROLE,
    NO_COMPANY,
    TITLE,
    SALUTATION,
    WITHHELD,
    PHONE_LABEL,
    YES,
    NO,
    COURTESY
  }

  /** The kinds that speak of dates and times. */
  static final Set<Kind> DATES = EnumSet.range(Kind.DAY, Kind.ORDINAL_SUFFIX);

  /** The kinds that make numbers. */
  static final Set<Kind> NUMBERS = EnumSet.range(Kind.NUMBER, Kind.NUMBER_FILLER);

  /** The kinds that say that nothing was said. */
  static final Set<Kind> PLACEHOLDERS = EnumSet.range(Kind.NOTHING, Kind.SALUTATION);

  static final Set<Kind> YES_NO = EnumSet.range(Kind.YES, Kind.COURTESY);

  /** Parts of a day that people name. */
  enum DayPart {
    MORNING,
    NOON,
    AFTERNOON,
    EVENING,
    NIGHT
  }

  /** The units of {@code unit.…}, in their order. */
  enum Unit {
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR
  }

  /** Of a key of a word file: {@code weekday.2}, {@code part.noon}, {@code filler}. */
  static Symbol of(String key) {
    String[] parts = key.split("\\.", -1);
    Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
    int value = 0;
    DayPart part = null;
    for (int i = 1; i < parts.length; i++) {
      String word = parts[i].toUpperCase(Locale.ROOT);
      if (Character.isDigit(word.charAt(0))) {
        value = Integer.parseInt(word);
      } else if (kind == Kind.UNIT) {
        value = Unit.valueOf(word).ordinal();
      } else {
        part = DayPart.valueOf(word);
      }
    }
    return new Symbol(kind, value, part);
  }
}
