package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.Kind;
import java.util.List;

/** The pieces of a text, taken one after the other. */
final class PhrasePieces {
  private final List<PhraseToken> phraseTokens;
  private final Lexicon lexicon;
  private int position;

  PhrasePieces(List<PhraseToken> phraseTokens, Lexicon lexicon) {
    this.phraseTokens = phraseTokens;
    this.lexicon = lexicon;
  }

  boolean hasMore() {
    return position < phraseTokens.size();
  }

  int position() {
    return position;
  }

  void back(int to) {
    position = to;
  }

  void skip() {
    position++;
  }

  /** The piece that comes next; null at the end. */
  PhraseToken peek() {
    return hasMore() ? phraseTokens.get(position) : null;
  }

  /** What comes next as this kind; null if it is another. */
  Symbol symbol(Kind kind) {
    return peek() instanceof PhraseToken.Phrase phrase ? phrase.as(kind) : null;
  }

  boolean is(Kind kind) {
    return symbol(kind) != null;
  }

  boolean isUnit(Symbol.Unit unit) {
    Symbol symbol = symbol(Kind.UNIT);
    return symbol != null && symbol.value() == unit.ordinal();
  }

  /** Steps over what comes next if it is of this kind. */
  boolean take(Kind kind) {
    boolean is = is(kind);
    if (is) {
      position++;
    }
    return is;
  }

  /** The same, with the value it has; null if it is another kind. */
  Integer value(Kind kind) {
    Symbol symbol = symbol(kind);
    if (symbol == null) {
      return null;
    }
    position++;
    return symbol.value();
  }

  /** A number up to 99 in digits or words; null if none comes next. */
  Integer number() {
    if (peek() instanceof PhraseToken.Number number) {
      position++;
      return number.value();
    }
    Integer article = value(Kind.ARTICLE);
    if (article != null) {
      return article;
    }
    Integer first = value(Kind.NUMBER);
    boolean tens = first != null && first >= 20 && first < 100 && first % 10 == 0;
    Symbol second = tens && lexicon.tensFirst() ? symbol(Kind.NUMBER) : null;
    if (second != null && second.value() > 0 && second.value() < 10) {
      position++;
      return first + second.value();
    }
    return first;
  }

  /** "The fifteenth", in digits or as a word; null if none comes next. */
  Integer ordinal() {
    if (peek() instanceof PhraseToken.Number number && number.ordinal()) {
      position++;
      return number.value();
    }
    return value(Kind.ORDINAL);
  }
}
