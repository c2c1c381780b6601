package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.call.text.Spelling;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a value says where it protects a person. Only a closed list of answers is clear: a word that
 * is not on it must never be taken for a no. The order of the constants is the order in which they
 * win over each other.
 */
enum ClearAnswer {
  /** Nothing was said at all. */
  NOTHING,
  NO,
  UNCLEAR,
  YES;

  private static final int LONGEST = 40;
  private static final int DEPTH = 6;
  private static final Pattern GAPS = Pattern.compile("[\\s\\h]+");
  private static final Map<String, ClearAnswer> WORDS = new HashMap<>();

  static {
    for (String line : WordList.of("clear-answers.txt")) {
      int colon = line.indexOf(':');
      WORDS.put(
          Spelling.asciiUmlauts(line.substring(colon + 1).strip()),
          valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT)));
    }
  }

  /**
   * @param name of the variable, to find it inside a wrapper
   */
  static ClearAnswer of(String name, JsonNode sent) {
    return of(name, sent, 0);
  }

  private static ClearAnswer of(String name, JsonNode sent, int depth) {
    if (sent == null || sent.isNull() || sent.isMissingNode()) {
      return NOTHING;
    }
    if (sent.isBoolean()) {
      return sent.booleanValue() ? YES : NO;
    }
    if (sent.isTextual()) {
      return text(name, sent.textValue(), depth);
    }
    if (sent.isNumber()) {
      return number(sent);
    }
    if (depth > DEPTH) {
      return UNCLEAR;
    }
    if (sent.isArray()) {
      ClearAnswer strongest = NOTHING;
      for (JsonNode element : sent) {
        ClearAnswer answer = of(name, element, depth + 1);
        strongest = answer.compareTo(strongest) > 0 ? answer : strongest;
      }
      return strongest;
    }
    if (sent.isEmpty()) {
      return NOTHING;
    }
    JsonNode inner = Containers.inner(name, sent);
    return inner == null ? UNCLEAR : of(name, inner, depth + 1);
  }

  private static ClearAnswer text(String name, String text, int depth) {
    String said = folded(text);
    if (said.isEmpty()) {
      return nothingInIt(text) ? NOTHING : UNCLEAR;
    }
    ClearAnswer answer = said.length() <= LONGEST ? WORDS.get(said) : null;
    if (answer != null) {
      return answer;
    }
    JsonNode inside = depth <= DEPTH ? Containers.parsed(text) : null;
    return inside == null ? UNCLEAR : of(name, inside, depth + 1);
  }

  /** Lower case, single blanks, without the brackets, quotes and full stops around it. */
  private static String folded(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isAround(text.charAt(from))) {
      from++;
    }
    while (from < to && isAround(text.charAt(to - 1))) {
      to--;
    }
    String said = Spelling.composed(text.substring(from, to).toLowerCase(Locale.ROOT));
    return Spelling.asciiUmlauts(GAPS.matcher(said).replaceAll(" "));
  }

  private static boolean isAround(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || "[](){}<>\"'„“”‚‘’.,;:!?_*\u200b\ufeff".indexOf(c) >= 0;
  }

  /** Blanks, empty quotes and brackets say nothing; an exclamation mark is not nothing. */
  private static boolean nothingInIt(String text) {
    return text.chars().noneMatch(c -> c == '!' || c == '*' || c == '?');
  }

  private static ClearAnswer number(JsonNode sent) {
    if (!sent.isIntegralNumber() && !Double.isFinite(sent.doubleValue())) {
      return UNCLEAR;
    }
    BigDecimal value = sent.decimalValue();
    return value.signum() == 0 ? NO : value.compareTo(BigDecimal.ONE) == 0 ? YES : UNCLEAR;
  }
}
