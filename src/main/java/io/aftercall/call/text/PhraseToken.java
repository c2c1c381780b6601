package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.Kind;
import java.util.Set;

/** A piece of a spoken text. */
sealed interface PhraseToken {

  /**
   * Digits.
   *
   * @param ordinal a point or suffix behind says "the fifteenth"
   */
  record Number(int value, int digits, boolean ordinal) implements PhraseToken {}

  /**
   * {@code 14:30} or {@code 14h30}.
   *
   * @param padded written with two digits for the hour, as on a clock of 24 hours
   */
  record Clock(int hour, int minute, int second, boolean padded, boolean h)
      implements PhraseToken {}

  /** {@code 14.30}: a time or a day of a month, as the words beside it say. */
  record Dotted(int left, int right, boolean padded) implements PhraseToken {}

  /**
   * A date in digits.
   *
   * @param year null if none was given; below 100 if only two digits were
   * @param month 0 if day and month could be exchanged
   */
  record Calendar(Integer year, int month, int day) implements PhraseToken {}

  /** A phrase that the language knows. */
  record Phrase(Set<Symbol> symbols) implements PhraseToken {
    Symbol as(Kind kind) {
      for (Symbol symbol : symbols) {
        if (symbol.kind() == kind) {
          return symbol;
        }
      }
      return null;
    }
  }

  /** A word that the language does not know, or a sign that changes the meaning. */
  record Unknown(String text) implements PhraseToken {}
}
