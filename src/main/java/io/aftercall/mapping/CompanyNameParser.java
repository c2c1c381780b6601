package io.aftercall.mapping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises companies by their legal form. */
final class CompanyNameParser {
  private static final String FORMS =
      "GmbH(?: ?& ?Co\\.? ?KG(?:aA)?)?|gGmbH|mbH|AG|KGaA|KG|UG|OHG|GbR|SE|eG|[eE]\\. ?[KV]\\.?|eK"
          + "|PartG|Ltd|Limited|Inc|LLC|PLC|Corp|S\\.A\\.|SARL|S\\.r\\.l\\.|B\\.V\\.|BV|AB|Oy";

  private static final Pattern FORM =
      Pattern.compile("(?<![\\p{L}\\d])(?:" + FORMS + ")(?![\\p{L}\\d-])");

  /** "Max Mustermann (Beispiel GmbH)", "Frau Muster von der Firma Beispiel AG", "Muster, X KG". */
  private static final Pattern BESIDE =
      Pattern.compile(
          "(?<person>[^(]+?)(?:,| \\(| [-–/|] |(?<at>,? (?:von der Firma|von Firma|von der|der"
              + " Firma|Firma|bei der|bei|from|of|at)(?= )))\\s*(?<company>[^)]+)\\)?");

  /** Either may be empty. */
  record Split(String person, String company) {}

  private CompanyNameParser() {}

  static boolean isIn(String line) {
    return FORM.matcher(line).find();
  }

  /** Takes person and company apart when the line names both. */
  static Split split(String line) {
    Matcher beside = BESIDE.matcher(line);
    if (beside.matches()) {
      String left = beside.group("person").strip();
      String right = beside.group("company").strip();
      if (right.equalsIgnoreCase("haftungsbeschränkt")) {
        return new Split("", line);
      }
      if (!isIn(left) && isIn(right) && !isOnlyForm(right)) {
        return new Split(left, right);
      }
      if (isIn(left) && !isIn(right) && beside.group("at") == null) {
        return new Split(right, left);
      }
    }
    return new Split("", line.replaceFirst("^(?:die |Die )?Firma ", ""));
  }

  private static boolean isOnlyForm(String text) {
    return FORM.matcher(text).replaceAll("").isBlank();
  }
}
