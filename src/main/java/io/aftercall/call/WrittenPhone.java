package io.aftercall.call;

import io.aftercall.call.text.PhoneWords;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digits of a phone number out of what was sent: without the words and brackets beside it, and
 * only if nothing of it is hidden, cut off or put in letters.
 *
 * @param digits the number as people write it
 * @param cut whether words beside it were left out; such a number must be one that exists
 */
record WrittenPhone(String digits, boolean cut) {
  /** What a spreadsheet makes of a long number; it shows few of its digits. */
  private static final Pattern SCIENTIFIC = Pattern.compile("\\+?\\d(?:[.,]\\d+)?[eE]\\+?\\d{1,2}");

  private static final int FEWEST_SHOWN = 9;
  private static final Pattern FRACTION = Pattern.compile("(\\+?\\d{6,20})\\.0+");

  private static final Pattern SCHEME = Pattern.compile("^[a-zA-Z]{2,12}:(?=[+(\\d])");

  /** A label before a number: "Tel.:", "mobil". */
  private static final Pattern LABEL =
      Pattern.compile("(\\p{L}[\\p{L}. -]{1,20}?)[:.]?\\s*(?=[+(]?\\d)");

  private static final Pattern BRACKETS =
      Pattern.compile("[(\\[{<][^()\\[\\]{}<>]*\\p{L}[^()\\[\\]{}<>]*[)\\]}>]");

  /** From the first word on: "App. 12", "x12", "nur abends". */
  private static final Pattern WORDS =
      Pattern.compile("(?:[\\s,;/|-]+|(?<=\\d)(?=x\\d{1,5}$))(?<words>\\p{L}.*)$", Pattern.DOTALL);

  private static final Pattern LETTER = Pattern.compile("\\p{L}");
  private static final Pattern MASK = Pattern.compile("[*•●·∙◦#_?…×✱⁎∗]|\\d,\\d|\\.{2,}");

  /** A second number behind the first. */
  private static final Pattern TWO =
      Pattern.compile("\\d(?:[\\s()/.-]*\\d){5,}\\s*(?:[,;|&]|\\s/|/\\s)\\s*\\(?(?:\\+|0)\\d.*");

  private static final Pattern PLUS_INSIDE = Pattern.compile(".*[\\d)]\\s*[+＋].*");
  private static final int MOST_EXTENSION_DIGITS = 6;

  /** Empty if it is no number, or hides part of one. */
  static Optional<WrittenPhone> of(String raw) {
    String text = raw.strip();
    Matcher fraction = FRACTION.matcher(text);
    if (fraction.matches()) {
      return Optional.of(new WrittenPhone(fraction.group(1), false));
    }
    if (SCIENTIFIC.matcher(text).matches()) {
      return scientific(text).map(digits -> new WrittenPhone(digits, false));
    }
    String bare = BRACKETS.matcher(text).replaceAll(" ").strip();
    bare = SCHEME.matcher(bare).replaceFirst("");
    Matcher label = LABEL.matcher(bare);
    if (label.lookingAt() && PhoneWords.isLabel(label.group(1))) {
      bare = bare.substring(label.end());
    }
    Matcher words = WORDS.matcher(bare);
    if (words.find()) {
      long digits = words.group("words").chars().filter(Character::isDigit).count();
      if (digits >= MOST_EXTENSION_DIGITS) {
        return Optional.empty();
      }
      bare = bare.substring(0, words.start());
    }
    boolean masked = MASK.matcher(bare).find();
    bare = stripEnd(bare);
    boolean hidden =
        masked
            || LETTER.matcher(bare).find()
            || TWO.matcher(bare).find()
            || PLUS_INSIDE.matcher(bare).matches();
    boolean withheld = PhoneWords.isWithheld(bare);
    return hidden || withheld
        ? Optional.empty()
        : Optional.of(new WrittenPhone(bare, bare.length() < stripEnd(text).length()));
  }

  /** All digits or none: 4.91511E+12 has lost most of its own. */
  private static Optional<String> scientific(String text) {
    BigDecimal number = new BigDecimal(text.replace(',', '.').replace("+", "").replace("E", "e"));
    boolean whole = number.stripTrailingZeros().scale() <= 0;
    boolean shown = number.precision() >= FEWEST_SHOWN;
    return whole && shown ? Optional.of(number.toPlainString()) : Optional.empty();
  }

  private static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && " ,;:.-/|".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }
}
