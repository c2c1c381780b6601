package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.Kind;
import java.util.List;
import java.util.Optional;

/** Yes and no as people say them: {@code ja, gerne}, {@code no thanks}. */
public final class SpokenYesNo {
  private static final int LONGEST = 80;

  private SpokenYesNo() {}

  /** Empty unless all of the text says one of the two; "yes, but later" says neither. */
  public static Optional<Boolean> read(String text) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    String said = PhraseTokens.plain(text);
    for (Lexicon lexicon : Lexicon.ALL) {
      for (Symbol symbol : lexicon.symbols(Lexicon.plain(said))) {
        if (symbol.kind() == Kind.YES || symbol.kind() == Kind.NO) {
          return Optional.of(symbol.kind() == Kind.YES);
        }
      }
    }
    for (Lexicon lexicon : Lexicon.ALL) {
      List<PhraseToken> phraseTokens = PhraseTokens.of(said, lexicon, Symbol.YES_NO);
      boolean yes = saysOnly(phraseTokens, Kind.YES);
      if (yes || saysOnly(phraseTokens, Kind.NO)) {
        return Optional.of(yes);
      }
    }
    return Optional.empty();
  }

  private static boolean saysOnly(List<PhraseToken> phraseTokens, Kind kind) {
    boolean said = false;
    for (PhraseToken phraseToken : phraseTokens) {
      if (!(phraseToken instanceof PhraseToken.Phrase phrase)) {
        return false;
      }
      boolean here = phrase.as(kind) != null;
      if (!here && phrase.as(Kind.COURTESY) == null) {
        return false;
      }
      said |= here;
    }
    return said;
  }
}
