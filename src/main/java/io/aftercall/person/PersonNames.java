package io.aftercall.person;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of people and companies as they compare: without case, accents and forms of address. */
public final class PersonNames {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int LONGEST_LAST_NAME = 3;

  private static final Set<String> ADDRESS =
      Set.of("herr", "frau", "mr", "mrs", "ms", "dr", "prof", "dipl", "ing", "med", "mag");

  /** Forms of a company that people leave out when they say its name. */
  private static final Set<String> FORMS =
      Set.of(
          "gmbh",
          "ag",
          "kg",
          "ohg",
          "gbr",
          "ug",
          "mbh",
          "co",
          "se",
          "ev",
          "inc",
          "ltd",
          "llc",
          "corp",
          "company",
          "sa",
          "sarl",
          "srl",
          "spa",
          "bv",
          "nv",
          "haftungsbeschrankt");

  private PersonNames() {}

  /** Lower case, words with one blank between; umlauts as two letters and as one are the same. */
  static String folded(String text) {
    if (text == null) {
      return "";
    }
    String lower = text.toLowerCase(Locale.ROOT).replace("ß", "ss");
    String plain = MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
    plain = plain.replace("ø", "o").replace("ł", "l").replace("æ", "ae");
    return BETWEEN.matcher(plain).replaceAll(" ").strip();
  }

  private static String loose(String folded) {
    return folded.replace("ae", "a").replace("oe", "o").replace("ue", "u");
  }

  private static List<String> words(String name) {
    return Arrays.stream(loose(folded(name)).split(" "))
        .filter(word -> !word.isEmpty() && !ADDRESS.contains(word))
        .toList();
  }

  /**
   * Whether a name that was said can be this person's: the last name is part of it, and the first
   * names do not contradict.
   */
  static boolean isSamePerson(String said, PersonCandidate candidate) {
    List<String> words = words(said);
    List<String> last = words(candidate.lastName());
    if (last.isEmpty() || words.isEmpty() || !contains(words, last)) {
      return false;
    }
    List<String> first = words(candidate.firstName());
    List<String> rest = new ArrayList<>(words);
    last.forEach(rest::remove);
    return first.isEmpty()
        || rest.isEmpty()
        || rest.stream().anyMatch(one -> first.stream().anyMatch(two -> alike(one, two)));
  }

  /** An initial stands for a name. */
  private static boolean alike(String one, String two) {
    return one.equals(two)
        || one.length() == 1 && two.startsWith(one)
        || two.length() == 1 && one.startsWith(two);
  }

  private static boolean contains(List<String> words, List<String> part) {
    for (int from = 0; from + part.size() <= words.size(); from++) {
      if (words.subList(from, from + part.size()).equals(part)) {
        return true;
      }
    }
    return false;
  }

  static boolean isSameCompany(String one, String two) {
    String left = company(one);
    return !left.isEmpty() && left.equals(company(two));
  }

  private static String company(String name) {
    List<String> words = new ArrayList<>(List.of(loose(folded(name)).split(" ")));
    while (words.size() > 1 && FORMS.contains(words.get(words.size() - 1))) {
      words.remove(words.size() - 1);
    }
    return String.join("", words);
  }

  /** What stands before the last word, without forms of address; empty for nothing. */
  public static String firstNames(String said) {
    List<String> words =
        Arrays.stream(said.strip().split("\\s+"))
            .filter(word -> !word.isEmpty() && !ADDRESS.contains(folded(word)))
            .toList();
    return words.size() < 2 ? "" : String.join(" ", words.subList(0, words.size() - 1));
  }

  /** What may be the last name of a name that was said, as it was written: its last words. */
  public static List<String> lastNames(String said) {
    List<String> words =
        Arrays.stream(said.strip().split("\\s+"))
            .filter(word -> !word.isEmpty() && !ADDRESS.contains(folded(word)))
            .toList();
    List<String> names = new ArrayList<>();
    for (int size = 1; size <= Math.min(LONGEST_LAST_NAME, words.size()); size++) {
      names.add(String.join(" ", words.subList(words.size() - size, words.size())));
    }
    return names;
  }
}
