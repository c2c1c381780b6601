package io.aftercall.person;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a number may stand in a CRM: the notations that are asked for by an exact question, and the
 * words by which a search finds the others. Whatever is found is held against the number itself.
 */
public final class PhoneNotations {
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  /** Shorter ends of a number belong to thousands. */
  private static final int SHORTEST_END = 4;

  private static final int LONGEST_END = 9;

  /** How people group the last digits where the last group is too short to be searched alone. */
  private static final int[][] GROUPS = {{2, 2}, {3, 2}, {2, 3}, {3, 3}, {4, 3}};

  /** Digits of a direct dial-in, as in 089 123456-78. */
  private static final int LONGEST_DIAL_IN = 3;

  private PhoneNotations() {}

  /** Those that machines and most people write, the number itself first. */
  public static Set<String> exact(String e164) {
    Set<String> notations = new LinkedHashSet<>();
    notations.add(e164);
    Optional<PhoneNumber> number = PhoneMatch.parsed(e164);
    if (number.isPresent()) {
      String national = LIBRARY.format(number.get(), PhoneNumberFormat.NATIONAL);
      notations.add(national.replaceAll("\\D", ""));
      notations.add(LIBRARY.format(number.get(), PhoneNumberFormat.INTERNATIONAL));
      notations.add(national);
      notations.add("00" + e164.substring(1));
      notations.add(e164.substring(1));
    }
    return notations;
  }

  /**
   * The number as one word and its likely last groups: a search finds words, and people group
   * digits as they like. They are chosen so that 200 numbers fit into three searches.
   */
  public static Set<String> searchTerms(String e164) {
    Optional<PhoneNumber> number = PhoneMatch.parsed(e164);
    String digits =
        number.map(LIBRARY::getNationalSignificantNumber).orElse(e164.replaceAll("\\D", ""));
    int area = number.map(LIBRARY::getLengthOfGeographicalAreaCode).orElse(0);
    Set<String> terms = new LinkedHashSet<>();
    terms.add(digits);
    if (area == 0) {
      for (int size = SHORTEST_END; size <= Math.min(LONGEST_END, digits.length()); size++) {
        terms.add(end(digits, size));
      }
      for (int[] group : GROUPS) {
        addGroups(terms, digits, group[0], group[1]);
      }
      return terms;
    }
    String line = digits.substring(area);
    terms.add(line);
    for (int size = SHORTEST_END; size <= SHORTEST_END + 1 && size < line.length(); size++) {
      terms.add(end(digits, size));
    }
    for (int group = 0; group < GROUPS.length - 1; group++) {
      addGroups(terms, line, GROUPS[group][0], GROUPS[group][1]);
    }
    for (int size = 1; size <= LONGEST_DIAL_IN; size++) {
      addGroups(terms, line, line.length() - size, size);
    }
    return terms;
  }

  private static String end(String digits, int size) {
    return digits.substring(digits.length() - size);
  }

  private static void addGroups(Set<String> terms, String digits, int first, int last) {
    if (first > 0 && first + last <= digits.length()) {
      String groups = end(digits, first + last);
      terms.add("\"" + groups.substring(0, first) + " " + groups.substring(first) + "\"");
    }
  }
}
