package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.Kind;
import java.util.Set;
import java.util.stream.Collectors;

/** Words in the place of a phone number, and beside one. */
public final class PhoneWords {
  private static final String KEYS = "22233344455566677778889999";

  private static final Set<String> SPELT =
      Lexicon.ALL.stream()
          .flatMap(lexicon -> lexicon.phrases(Kind.WITHHELD).stream())
          .map(PhoneWords::keys)
          .collect(Collectors.toUnmodifiableSet());

  private PhoneWords() {}

  /**
   * Whether the digits of a text, with or without a plus or zeros before them, are what exchanges
   * put in the place of a withheld number: a word for it spelt on the keypad. {@code 266696687} is
   * ANONYMOUS.
   */
  public static boolean isWithheld(String text) {
    StringBuilder digits = new StringBuilder();
    text.codePoints()
        .filter(Character::isDigit)
        .forEach(c -> digits.append(Character.digit(c, 10)));
    String number = digits.toString();
    return SPELT.contains(number.startsWith("00") ? number.substring(2) : number);
  }

  /** Whether a word only says that a phone number follows: "Tel.", "mobil". */
  public static boolean isLabel(String word) {
    String plain = Lexicon.plain(PhraseTokens.plain(word));
    return Lexicon.ALL.stream()
        .anyMatch(lexicon -> lexicon.phrases(Kind.PHONE_LABEL).contains(plain));
  }

  private static String keys(String word) {
    StringBuilder keys = new StringBuilder();
    for (char c : word.replace("ue", "u").toCharArray()) {
      if (c >= 'a' && c <= 'z') {
        keys.append(KEYS.charAt(c - 'a'));
      }
    }
    return keys.toString();
  }
}
