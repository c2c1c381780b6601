package io.aftercall.call.text;

import java.text.Normalizer;

/** Makes one spelling of those that a reader takes for the same. */
public final class Spelling {
  private static final char FIRST_MARK = '\u0300';
  private static final char LAST_MARK = '\u036f';

  private Spelling() {}

  /** Letters with their marks as one character: some keyboards send {@code ü} as two. */
  public static String composed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST_MARK && c <= LAST_MARK) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }

  /** Small letters with umlauts as two of them: {@code ueber} for {@code über}. */
  public static String asciiUmlauts(String text) {
    StringBuilder plain = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String two =
          c < 128
              ? null
              : switch (c) {
                case 'ä' -> "ae";
                case 'ö' -> "oe";
                case 'ü' -> "ue";
                case 'ß' -> "ss";
                default -> null;
              };
      if (two != null && plain == null) {
        plain = new StringBuilder(text.length() + 4).append(text, 0, i);
      }
      if (plain != null) {
        if (two == null) {
          plain.append(c);
        } else {
          plain.append(two);
        }
      }
    }
    return plain == null ? text : plain.toString();
  }
}
