package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.Kind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the words for "nothing was said" from what was said: fixed words (unknown, k.A.), template
 * marks that were never filled ({@code {{customer_name}}}), and the ways to say it ({@code kein
 * Name genannt}, {@code company was not discussed}).
 */
public final class Placeholders {
  private static final int LONGEST = 80;

  /** What no value of a call looks like, whatever stands inside. */
  private static final Pattern TEMPLATE =
      Pattern.compile(
          "(?:(?:\\{\\{[^{}]*}}|[$#%]\\{[^{}]*}|\\{%[^%]*%}|<%[^%]*%>|<<[^<>]*>>"
              + "|\\[\\[[^\\[\\]]*]])\\s*)+");

  /** What may hold a value as well, and is a template only around the name of a field. */
  private static final Pattern BRACKETS =
      Pattern.compile("\\[([^\\[\\]]+)]|<([^<>]+)>|\\{([^{}]+)}|%(\\w+)%|__?(\\w+?)__?");

  private static final Pattern SEPARATORS = Pattern.compile("[():;,|]|\\s/\\s");

  private static final Pattern MAIL_PARTS = Pattern.compile("[@._+-]+");

  private Placeholders() {}

  /** True for null, blank, signs only, and every way to say that nothing was said. */
  public static boolean isNothing(String text) {
    if (text == null) {
      return true;
    }
    if (text.length() > LONGEST) {
      return text.isBlank();
    }
    String bare = fold(text);
    if (bare.isEmpty() || isDashes(bare) || isTemplate(text)) {
      return true;
    }
    // Most values say something, and their first word tells.
    if (!mayBeNothing(bare)) {
      return false;
    }
    for (Lexicon lexicon : Lexicon.ALL) {
      if (lexicon.phrases(Kind.NOTHING).contains(bare) || isNothing(text, bare, lexicon)) {
        return true;
      }
    }
    return areNothing(text);
  }

  /** "Unknown (not provided)", "Name: n/a": each part says it, or is the label of the next. */
  private static boolean areNothing(String text) {
    String[] parts = SEPARATORS.split(text.strip(), -1);
    if (parts.length < 2) {
      return false;
    }
    boolean nothing = false;
    for (String part : parts) {
      boolean here = !part.isBlank() && isNothing(part);
      if (!here && !part.isBlank() && !isLabel(fold(part))) {
        return false;
      }
      nothing |= here;
    }
    return nothing;
  }

  private static boolean isLabel(String bare) {
    return Lexicon.ALL.stream().anyMatch(lexicon -> Kinds.of(bare, lexicon, FIELD).hasField());
  }

  private static boolean isTemplate(String text) {
    String stripped = text.strip();
    boolean may = !stripped.isEmpty() && "{$#%<[".indexOf(stripped.charAt(0)) >= 0;
    return may && TEMPLATE.matcher(stripped).matches();
  }

  /** Whether it has words, no digits, and all words are such as stand for nothing or nobody. */
  private static boolean mayBeNothing(String bare) {
    int from = -1;
    boolean words = false;
    for (int i = 0; i <= bare.length(); i++) {
      char c = i == bare.length() ? ' ' : bare.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      boolean ends = !letter && from >= 0;
      if (ends && !WORDS.contains(bare.substring(from, i))) {
        return false;
      }
      if (c >= '0' && c <= '9' || c > 127 && Character.isLetterOrDigit(c)) {
        return false;
      }
      words |= letter;
      from = letter ? (from < 0 ? i : from) : -1;
    }
    return words;
  }

  private static boolean isNothing(String text, String bare, Lexicon lexicon) {
    return Kinds.of(bare, lexicon, SAYING).deny(Kind.PLACEHOLDER_PARTICIPLE)
        || Kinds.of(bare, lexicon, NAMING).deny(Kind.PLACEHOLDER_NOUN)
        || saysNothingOfAField(bare, lexicon)
        || isField(text.strip(), lexicon);
  }

  /** "The caller did not give a name", "Budget unbekannt". */
  private static boolean saysNothingOfAField(String bare, Lexicon lexicon) {
    Kinds saying = Kinds.of(bare, lexicon, SAYING_OF_SOMEBODY);
    Kinds unknown = Kinds.of(bare, lexicon, UNKNOWN);
    return (saying.hasField() && saying.deny(Kind.PLACEHOLDER_PARTICIPLE))
        || (unknown.hasField() && unknown.has(Kind.NOTHING));
  }

  private static final Set<String> WORDS =
      Lexicon.lettersOf(EnumSet.range(Kind.NOTHING, Kind.SALUTATION));

  private static final Set<Kind> SAYING =
      Set.of(
          Kind.PLACEHOLDER_NEGATION,
          Kind.PLACEHOLDER_PARTICIPLE,
          Kind.PLACEHOLDER_NOUN,
          Kind.PLACEHOLDER_FIELD,
          Kind.PLACEHOLDER_FILLER);

  private static final Set<Kind> SAYING_OF_SOMEBODY =
      Set.of(
          Kind.PLACEHOLDER_NEGATION,
          Kind.PLACEHOLDER_PARTICIPLE,
          Kind.PLACEHOLDER_NOUN,
          Kind.PLACEHOLDER_FIELD,
          Kind.PLACEHOLDER_FILLER,
          Kind.NOBODY_ROLE);

  private static final Set<Kind> UNKNOWN =
      Set.of(Kind.NOTHING, Kind.PLACEHOLDER_NOUN, Kind.PLACEHOLDER_FIELD, Kind.PLACEHOLDER_FILLER);

  private static final Set<Kind> NAMING =
      Set.of(Kind.PLACEHOLDER_NEGATION, Kind.PLACEHOLDER_NOUN, Kind.PLACEHOLDER_FILLER);

  private static final Set<Kind> FIELD =
      Set.of(
          Kind.PLACEHOLDER_NOUN, Kind.PLACEHOLDER_FIELD, Kind.PLACEHOLDER_FILLER, Kind.NOBODY_ROLE);

  private static boolean isField(String text, Lexicon lexicon) {
    Matcher brackets = BRACKETS.matcher(text);
    if (!brackets.matches()) {
      return false;
    }
    for (int group = 1; group <= brackets.groupCount(); group++) {
      String inside = brackets.group(group);
      if (inside != null) {
        String words = fold(inside.replace('_', ' ').replace('-', ' '));
        Kinds kinds = Kinds.of(words, lexicon, FIELD);
        return kinds.hasField();
      }
    }
    return false;
  }

  /**
   * The same, and words that stand for a person or a company whose name is not known: {@code
   * unbekannter Anrufer}, {@code Mr. Unknown}, {@code privat}. Surnames such as in "Herr Keiner",
   * "Frau Null" and "Mr. None" are names.
   */
  public static boolean isNoName(String text) {
    if (isNothing(text)) {
      return true;
    }
    String bare = text.length() > LONGEST ? "" : fold(text);
    if (bare.isEmpty() || !mayBeNothing(bare)) {
      return false;
    }
    for (Lexicon lexicon : Lexicon.ALL) {
      if (Kinds.of(bare, lexicon, SAYING).deny(Kind.PLACEHOLDER_FIELD)
          || Kinds.of(bare, lexicon, LABELS).has(Kind.PLACEHOLDER_NOUN)
          || Kinds.of(bare, lexicon, NAMELESS).has(Kind.NOBODY)
          || Kinds.of(bare, lexicon, ROLES).has(Kind.NOBODY_ROLE)
          || Kinds.of(bare, lexicon, ADDRESSING).isOnly(ADDRESSING)
          || Kinds.of(bare.replace('_', ' '), lexicon, LABELS).has(Kind.PLACEHOLDER_NOUN)
          || lexicon.phrases(Kind.NO_COMPANY).contains(bare)
          || isRepeated(bare, lexicon)) {
        return true;
      }
    }
    return false;
  }

  private static final Set<Kind> NAMELESS =
      Set.of(
          Kind.NOBODY,
          Kind.NOBODY_ROLE,
          Kind.SALUTATION,
          Kind.PLACEHOLDER_NOUN,
          Kind.PLACEHOLDER_FIELD,
          Kind.PLACEHOLDER_FILLER);

  /** "Customer Name": a label instead of what belongs under it. */
  private static final Set<Kind> LABELS =
      Set.of(Kind.PLACEHOLDER_NOUN, Kind.NOBODY_ROLE, Kind.PLACEHOLDER_FILLER);

  /** "Frau Dr." without a name behind it. */
  private static final Set<Kind> ADDRESSING = Set.of(Kind.SALUTATION, Kind.TITLE);

  private static final Set<Kind> ROLES =
      Set.of(Kind.NOBODY, Kind.NOBODY_ROLE, Kind.PLACEHOLDER_FILLER);

  /** "Unknown Unknown": first and last name of somebody nobody knows. */
  private static boolean isRepeated(String bare, Lexicon lexicon) {
    String[] words = bare.split("[\\s,]+", -1);
    if (words.length < 2) {
      return false;
    }
    for (String word : words) {
      if (!lexicon.phrases(Kind.NOTHING).contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** An address made of words for nothing: {@code not@provided.com}, {@code keine@angabe.de}. */
  public static boolean isNoAddress(String mail) {
    if (isNothing(mail)) {
      return true;
    }
    int domain = mail.lastIndexOf('.');
    if (domain < 0 || mail.length() > LONGEST) {
      return false;
    }
    String said = MAIL_PARTS.matcher(mail.substring(0, domain)).replaceAll(" ").strip();
    String local =
        MAIL_PARTS.matcher(mail.substring(0, Math.max(mail.indexOf('@'), 0))).replaceAll(" ");
    return Lexicon.ALL.stream()
        .anyMatch(lexicon -> isOfNothing(fold(local), lexicon) && isOfNothing(fold(said), lexicon));
  }

  private static boolean isOfNothing(String words, Lexicon lexicon) {
    if (lexicon.phrases(Kind.NOTHING).contains(words) || isRepeated(words, lexicon)) {
      return true;
    }
    return Kinds.of(words, lexicon, SAYING).has(Kind.PLACEHOLDER_NEGATION);
  }

  private static boolean isDashes(String text) {
    return text.chars().allMatch(c -> "-–—−/ ".indexOf(c) >= 0);
  }

  /**
   * Lower case without the brackets, quotes and full stops models put around a word, and with
   * umlauts as two letters.
   */
  public static String fold(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isWrapping(text.charAt(from))) {
      from++;
    }
    while (from < to && isWrapping(text.charAt(to - 1))) {
      to--;
    }
    String words = Spelling.composed(text.substring(from, to).toLowerCase(Locale.ROOT));
    return Spelling.asciiUmlauts(words);
  }

  private static boolean isWrapping(char c) {
    return Character.isWhitespace(c) || "\u00a0[](){}<>\"'„“”.!?_*…".indexOf(c) >= 0;
  }

  /** What a text is made of, if it is made of phrases of these kinds only. */
  private record Kinds(Set<Kind> found) {
    static Kinds of(String text, Lexicon lexicon, Set<Kind> allowed) {
      Set<Kind> found = EnumSet.noneOf(Kind.class);
      for (PhraseToken phraseToken : PhraseTokens.of(PhraseTokens.plain(text), lexicon, allowed)) {
        if (!(phraseToken instanceof PhraseToken.Phrase phrase)) {
          return new Kinds(Set.of());
        }
        phrase.symbols().forEach(symbol -> found.add(symbol.kind()));
      }
      return new Kinds(found);
    }

    boolean has(Kind kind) {
      return found.contains(kind);
    }

    /** Whether it is made of such phrases; a number in words is none. */
    boolean isOnly(Set<Kind> kinds) {
      return !found.isEmpty() && kinds.containsAll(found);
    }

    boolean hasField() {
      return has(Kind.PLACEHOLDER_NOUN) || has(Kind.PLACEHOLDER_FIELD);
    }

    /** Whether a negation stands beside it. */
    boolean deny(Kind kind) {
      return has(Kind.PLACEHOLDER_NEGATION) && has(kind);
    }
  }
}
