package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Numbers in words: {@code zwölf}, {@code two hundred and fifty}, {@code etwa ein Dutzend}. */
public final class SpokenNumbers {
  private static final int LONGEST = 80;
  private static final BigDecimal DOZEN = BigDecimal.valueOf(12);
  private static final BigDecimal HALF_MORE = new BigDecimal("1.5");

  private SpokenNumbers() {}

  /** One number, if all of the text says it; a range or a number of something is none. */
  public static Optional<BigDecimal> read(String text) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    String said = PhraseTokens.plain(text);
    Set<BigDecimal> meanings = new LinkedHashSet<>();
    for (Lexicon lexicon : Lexicon.ALL) {
      BigDecimal number = read(PhraseTokens.of(said, lexicon, Symbol.NUMBERS), lexicon);
      if (number != null) {
        meanings.add(number);
      }
    }
    return meanings.size() == 1 ? Optional.of(meanings.iterator().next()) : Optional.empty();
  }

  private static BigDecimal read(List<PhraseToken> phraseTokens, Lexicon lexicon) {
    List<Integer> values = new ArrayList<>();
    BigDecimal whole = null;
    for (PhraseToken phraseToken : phraseTokens) {
      if (!(phraseToken instanceof PhraseToken.Phrase phrase) || whole != null) {
        return null;
      }
      if (phrase.as(Kind.NUMBER) != null) {
        values.add(phrase.as(Kind.NUMBER).value());
      } else if (phrase.as(Kind.ARTICLE) != null && values.isEmpty() && phraseTokens.size() > 1) {
        values.add(phrase.as(Kind.ARTICLE).value());
      } else if (phrase.as(Kind.NUMBER_AND) != null) {
        values.add(NumberWords.AND);
      } else if (phrase.as(Kind.DOZEN) != null) {
        Integer dozens = values.isEmpty() ? (Integer) 1 : value(values, lexicon);
        whole = dozens == null ? null : DOZEN.multiply(BigDecimal.valueOf(dozens));
        if (whole == null) {
          return null;
        }
      } else if (phrase.as(Kind.ONE_AND_A_HALF) != null && values.isEmpty()) {
        whole = HALF_MORE;
      } else if (phrase.as(Kind.APPROXIMATELY) == null || !values.isEmpty()) {
        return null;
      }
    }
    if (whole != null) {
      return whole;
    }
    Integer value = values.isEmpty() ? null : value(values, lexicon);
    return value == null ? null : BigDecimal.valueOf(value);
  }

  private static Integer value(List<Integer> values, Lexicon lexicon) {
    return NumberWords.value(values, lexicon.tensFirst());
  }
}
