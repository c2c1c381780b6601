package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.Kind;
import java.util.ArrayList;
import java.util.List;

/** Numbers in words, put together as a language does: {@code zweihundertfünfzig}, {@code 25}. */
final class NumberWords {
  private static final int SHORTEST_PART = 3;
  private static final int LONGEST_WORD = 60;

  /** Stands for "and" in a row of values. */
  static final int AND = -1;

  private NumberWords() {}

  /** The number a single word is put together to; null if it is none. */
  static Integer compound(String word, Lexicon lexicon) {
    if (word.length() > LONGEST_WORD) {
      return null;
    }
    return parts(word.replace("-", ""), lexicon, new ArrayList<>());
  }

  private static Integer parts(String rest, Lexicon lexicon, List<Integer> before) {
    if (rest.isEmpty()) {
      return value(before, lexicon.tensFirst());
    }
    for (int length = rest.length(); length >= SHORTEST_PART; length--) {
      Integer part = part(rest.substring(0, length), lexicon);
      if (part != null) {
        List<Integer> values = new ArrayList<>(before);
        values.add(part);
        Integer whole = parts(rest.substring(length), lexicon, values);
        if (whole != null) {
          return whole;
        }
      }
    }
    return null;
  }

  private static Integer part(String word, Lexicon lexicon) {
    for (Symbol symbol : lexicon.symbols(word)) {
      if (symbol.kind() == Kind.NUMBER || symbol.kind() == Kind.ARTICLE) {
        return symbol.value();
      }
      if (symbol.kind() == Kind.NUMBER_AND) {
        return AND;
      }
    }
    return null;
  }

  /**
   * What a row of values makes: {@code 2, 100, AND, 50} is 250. Null if they do not belong together
   * ({@code 1, 2, 3}: somebody spells digits).
   */
  static Integer value(List<Integer> values, boolean tensFirst) {
    long total = 0;
    long group = -1;
    int scale = Integer.MAX_VALUE;
    boolean and = false;
    for (int value : values) {
      if (value == AND) {
        if (and || group < 0) {
          return null;
        }
        and = true;
        continue;
      }
      if (value >= 1000 && (value == 1000 || value == 1_000_000)) {
        if (and || value >= scale || group == 0 || group >= 1000) {
          return null;
        }
        total += Math.max(group, 1) * value;
        scale = value;
        group = -1;
        continue;
      }
      group = added(group, value, and, tensFirst);
      if (group < 0) {
        return null;
      }
      and = false;
    }
    boolean nothing = and || values.isEmpty() || (group == 0 && total > 0);
    long sum = total + Math.max(group, 0);
    return nothing || sum > Integer.MAX_VALUE ? null : (Integer) (int) sum;
  }

  /** -1 if the value cannot follow. */
  private static long added(long group, int value, boolean and, boolean tensFirst) {
    if (group < 0) {
      return value;
    }
    if (value == 100) {
      return !and && group >= 1 && group <= 9 ? group * 100 : -1;
    }
    long below = group % 100;
    if (value >= 100 || value == 0 || group == 0 || group >= 1000) {
      return -1;
    }
    if (below == 0) {
      return group + value;
    }
    boolean fits =
        tensFirst
            ? !and && below >= 20 && below % 10 == 0 && value < 10
            : and && below < 10 && value >= 20 && value % 10 == 0;
    return fits ? group + value : -1;
  }
}
