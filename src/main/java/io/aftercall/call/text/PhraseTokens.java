package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a spoken text into pieces, in the words of one language. */
final class PhraseTokens {
  private static final Pattern PIECE =
      Pattern.compile(
          "(?<ymd>(?<y1>\\d{4})[-/.](?<m1>\\d{1,2})[-/.](?<d1>\\d{1,2})(?![\\d.]))"
              + "|(?<dmy>(?<d2>\\d{1,2})\\.\\s?(?<m2>\\d{1,2})\\.(?:\\s?(?<y2>\\d{4})(?!\\d)|(?<y2s>\\d{2})(?![\\d:.h]))?)"
              + "|(?<slash>(?<a>\\d{1,2})/(?<b>\\d{1,2})(?:/(?<y3>\\d{4}|\\d{2}))?(?![\\d/]))"
              + "|(?<dash>(?<a4>\\d{1,2})-(?<b4>\\d{1,2})-(?<y4>\\d{4})(?!\\d))"
              + "|(?<clock>(?<h>\\d{1,2}):(?<min>\\d{2})(?::(?<s>\\d{2})(?:[.,]\\d{1,9})?)?(?![\\d:]))"
              + "|(?<hclock>(?<hh>\\d{1,2})\\s?h(?<hmin>\\d{2})?(?![\\p{L}\\d]))"
              + "|(?<dotted>(?<left>\\d{1,2})\\.(?<right>\\d{2})(?![\\d.]))"
              + "|(?<number>\\d{1,6})(?<point>\\.(?!\\d))?"
              + "|(?<word>\\p{L}[\\p{L}\\p{M}]*(?:['.-]\\p{L}[\\p{L}\\p{M}]*)*\\.?)"
              + "|(?<blank>[\\s,;:()\"!]+)");

  private static final Set<Kind> DAYS = Set.of(Kind.WEEKDAY);
  private static final Set<Kind> PARTS = Set.of(Kind.PART, Kind.MORNING_BEHIND_A_DAY);
  private static final int SHORTEST_PART = 4;

  private PhraseTokens() {}

  /** Lower case, with plain blanks, dashes and quotes. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    String composed = Spelling.composed(text.strip().toLowerCase(Locale.ROOT));
    for (char c : composed.toCharArray()) {
      plain.append(
          switch (c) {
            case '\u00a0', '\u202f', '\u2009', '\t' -> ' ';
            case '–', '—', '\u2011', '\u2010' -> '-';
            case '’', '‘', '`', '´' -> '\'';
            case '“', '”', '„', '«', '»', '[', ']' -> '"';
            default -> c;
          });
    }
    int end = plain.length();
    while (end > 1 && plain.charAt(end - 1) == '.' && !Character.isDigit(plain.charAt(end - 2))) {
      end--;
    }
    return plain.substring(0, end);
  }

  /**
   * The pieces of a text that {@link #plain} has tidied.
   *
   * @param kinds only phrases of these kinds are known
   */
  static List<PhraseToken> of(String text, Lexicon lexicon, Set<Kind> kinds) {
    List<PhraseToken> phraseTokens = new ArrayList<>();
    List<String> words = new ArrayList<>();
    Matcher piece = PIECE.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!piece.region(at, text.length()).lookingAt()) {
        flush(words, lexicon, kinds, phraseTokens);
        phraseTokens.add(new PhraseToken.Unknown(text.substring(at, at + 1)));
        at++;
        continue;
      }
      boolean blank = piece.group("blank") != null;
      if (piece.group("word") != null) {
        words.add(Lexicon.plain(piece.group("word")));
      } else if (!blank || !piece.group("blank").isBlank()) {
        flush(words, lexicon, kinds, phraseTokens);
        if (!blank) {
          phraseTokens.add(digits(piece));
        }
      }
      at = piece.end();
    }
    flush(words, lexicon, kinds, phraseTokens);
    return ordinals(phraseTokens);
  }

  /** The longest phrases first. */
  private static void flush(
      List<String> words, Lexicon lexicon, Set<Kind> kinds, List<PhraseToken> phraseTokens) {
    int from = 0;
    while (from < words.size()) {
      int length = Math.min(lexicon.longest(), words.size() - from);
      Set<Symbol> symbols = Set.of();
      for (; length > 0; length--) {
        symbols = lexicon.symbols(String.join(" ", words.subList(from, from + length)), kinds);
        if (!symbols.isEmpty()) {
          break;
        }
      }
      if (symbols.isEmpty()) {
        compound(words.get(from), lexicon, kinds, phraseTokens);
        length = 1;
      } else {
        phraseTokens.add(new PhraseToken.Phrase(symbols));
      }
      from += length;
    }
    words.clear();
  }

  /** {@code fünfundzwanzig}, {@code Dienstagvormittag}, {@code mid-March}. */
  private static void compound(
      String word, Lexicon lexicon, Set<Kind> kinds, List<PhraseToken> phraseTokens) {
    Integer number = NumberWords.compound(word, lexicon);
    int hyphen = word.indexOf('-');
    if (number != null) {
      phraseTokens.add(new PhraseToken.Phrase(Set.of(new Symbol(Kind.NUMBER, number, null))));
    } else if (hyphen > 0) {
      List<String> parts = new ArrayList<>(List.of(word.split("-", -1)));
      flush(parts, lexicon, kinds, phraseTokens);
    } else if (!kinds.contains(Kind.WEEKDAY) || !dayAndPart(word, lexicon, phraseTokens)) {
      phraseTokens.add(new PhraseToken.Unknown(word));
    }
  }

  /** A day of the week and a part of it that are written as one word. */
  private static boolean dayAndPart(String word, Lexicon lexicon, List<PhraseToken> phraseTokens) {
    for (int i = SHORTEST_PART; i <= word.length() - SHORTEST_PART; i++) {
      Set<Symbol> day = lexicon.symbols(word.substring(0, i), DAYS);
      Set<Symbol> part = day.isEmpty() ? day : lexicon.symbols(word.substring(i), PARTS);
      if (!part.isEmpty()) {
        phraseTokens.add(new PhraseToken.Phrase(day));
        phraseTokens.add(new PhraseToken.Phrase(part));
        return true;
      }
    }
    return false;
  }

  private static PhraseToken digits(Matcher piece) {
    if (piece.group("ymd") != null) {
      return new PhraseToken.Calendar(
          number(piece, "y1"), number(piece, "m1"), number(piece, "d1"));
    }
    if (piece.group("dmy") != null) {
      String year = piece.group("y2") == null ? piece.group("y2s") : piece.group("y2");
      return new PhraseToken.Calendar(
          year == null ? null : Integer.valueOf(year), number(piece, "m2"), number(piece, "d2"));
    }
    if (piece.group("slash") != null) {
      String year = piece.group("y3");
      return exchangeable(
          number(piece, "a"), number(piece, "b"), year == null ? null : Integer.valueOf(year));
    }
    if (piece.group("dash") != null) {
      return exchangeable(number(piece, "a4"), number(piece, "b4"), number(piece, "y4"));
    }
    if (piece.group("clock") != null) {
      return new PhraseToken.Clock(
          number(piece, "h"), number(piece, "min"), number(piece, "s"), padded(piece, "h"), false);
    }
    if (piece.group("hclock") != null) {
      return new PhraseToken.Clock(
          number(piece, "hh"), number(piece, "hmin"), 0, padded(piece, "hh"), true);
    }
    if (piece.group("dotted") != null) {
      return new PhraseToken.Dotted(
          number(piece, "left"), number(piece, "right"), padded(piece, "left"));
    }
    String digits = piece.group("number");
    return new PhraseToken.Number(
        Integer.parseInt(digits), digits.length(), piece.group("point") != null);
  }

  /** The month is certain only where the other number is none, or both are the same. */
  private static PhraseToken exchangeable(int left, int right, Integer year) {
    if (left > 12 && right <= 12) {
      return new PhraseToken.Calendar(year, right, left);
    }
    boolean certain = left <= 12 && (right > 12 || left == right);
    return new PhraseToken.Calendar(year, certain ? left : 0, right);
  }

  private static boolean padded(Matcher piece, String group) {
    return piece.group(group).length() == 2;
  }

  private static int number(Matcher piece, String group) {
    String digits = piece.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** {@code 15 th}: the suffix makes the number before it an ordinal. */
  private static List<PhraseToken> ordinals(List<PhraseToken> phraseTokens) {
    List<PhraseToken> joined = new ArrayList<>();
    for (PhraseToken phraseToken : phraseTokens) {
      boolean suffix =
          phraseToken instanceof PhraseToken.Phrase phrase
              && phrase.as(Kind.ORDINAL_SUFFIX) != null;
      if (suffix
          && !joined.isEmpty()
          && joined.get(joined.size() - 1) instanceof PhraseToken.Number number) {
        joined.set(
            joined.size() - 1, new PhraseToken.Number(number.value(), number.digits(), true));
      } else {
        joined.add(phraseToken);
      }
    }
    return joined;
  }
}
