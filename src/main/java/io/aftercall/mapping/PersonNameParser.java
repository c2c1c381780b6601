package io.aftercall.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one line with a name, as German and English speakers give it: {@code Frau Prof. Dr.
 * Anna-Lena von der Heide}, {@code Mustermann, Max}, {@code Beispiel GmbH}.
 */
final class PersonNameParser {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");
  private static final Pattern HYPHEN = Pattern.compile("(?<=\\p{L}) ?[-–] ?(?=\\p{Lu})");
  private static final Pattern GLUED_TITLE = Pattern.compile("(?i)\\b(dr|prof)\\.(?=\\p{L})");

  private static final Map<String, String> SALUTATIONS =
      Map.ofEntries(
          Map.entry("herr", "Mr."),
          Map.entry("herrn", "Mr."),
          Map.entry("hr", "Mr."),
          Map.entry("mr", "Mr."),
          Map.entry("mister", "Mr."),
          Map.entry("frau", "Ms."),
          Map.entry("fr", "Ms."),
          Map.entry("fräulein", "Ms."),
          Map.entry("ms", "Ms."),
          Map.entry("miss", "Ms."),
          Map.entry("mrs", "Mrs."),
          Map.entry("divers", "Mx."),
          Map.entry("mx", "Mx."));

  private static final Set<String> HOUSEHOLDS = Set.of("familie", "fam", "eheleute", "ehepaar");
  private static final Set<String> AND = Set.of("und", "and", "&", "u");

  private static final Pattern TITLE =
      Pattern.compile(
          "(?i)dr\\.?|prof\\.?|professor(in)?|doktor|pd|priv\\.-doz\\.|dr\\.?-ing\\.?|mag\\.|ing\\."
              + "|dipl\\.?-?\\p{L}*\\.?(-?\\p{L}+\\.?)*(\\(fh\\))?");

  private static final Pattern PROFESSOR = Pattern.compile("(?i)\\bprof");
  private static final Pattern DOCTOR = Pattern.compile("(?i)\\b(dr|doktor)\\b");

  /** Words that only count after a title: Dr. med., Prof. Dr. rer. nat. h. c. */
  private static final Set<String> TITLE_TAILS =
      Set.of(
          "med", "dent", "vet", "jur", "iur", "rer", "nat", "phil", "pol", "oec", "publ", "theol",
          "habil", "mult", "techn", "agr", "sc", "hum", "math", "paed", "h", "c", "hc", "h.c",
          "ing", "inform", "kfm", "kffr", "phys", "chem", "biol", "psych", "(fh)");

  private static final Set<String> DEGREES =
      Set.of(
          "mba", "msc", "bsc", "ma", "ba", "llm", "llb", "phd", "meng", "beng", "cfa", "cpa", "md",
          "mag", "emba", "esq");

  private static final Set<String> SUFFIXES = Set.of("jr", "sr", "jun", "sen", "ii", "iii", "iv");

  private static final Set<String> GERMAN_PARTICLES =
      Set.of(
          "von",
          "vom",
          "zu",
          "zum",
          "zur",
          "van",
          "graf",
          "gräfin",
          "freiherr",
          "freifrau",
          "freiin",
          "baron",
          "baronin",
          "baronesse",
          "fürst",
          "fürstin",
          "prinz",
          "prinzessin",
          "ritter",
          "edler",
          "edle",
          "herzog",
          "herzogin");

  private static final Set<String> OTHER_PARTICLES =
      Set.of(
          "de", "der", "den", "dem", "del", "della", "di", "da", "do", "dos", "das", "du", "la",
          "le", "ter", "ten", "af", "av", "al", "el", "bin", "ibn", "und", "y");

  private PersonNameParser() {}

  static PersonName read(String text) {
    String line = BLANKS.matcher(text).replaceAll(" ").strip();
    if (CompanyNameParser.isIn(line)) {
      CompanyNameParser.Split split = CompanyNameParser.split(line);
      PersonName person = person(split.person());
      return new PersonName(
          person.salutation(), person.title(), person.first(), person.last(), split.company());
    }
    return person(line);
  }

  private static PersonName person(String line) {
    String spaced = line.indexOf('.') < 0 ? line : GLUED_TITLE.matcher(line).replaceAll("$1. ");
    boolean hyphened = spaced.indexOf('-') >= 0 || spaced.indexOf('–') >= 0;
    String tidy = hyphened ? HYPHEN.matcher(spaced).replaceAll("-") : spaced;
    int comma = tidy.indexOf(',');
    if (comma < 0) {
      return new Parts(tidy).inOrder();
    }
    String before = tidy.substring(0, comma).strip();
    String after = tidy.substring(comma + 1).replace(',', ' ').strip();
    Parts behind = new Parts(after);
    if (behind.words.isEmpty()) {
      // "Max Mustermann, MBA": the comma only sets off a degree.
      return new Parts(before + " " + after).inOrder();
    }
    return new Parts(before).turned(behind);
  }

  private static String plain(String word) {
    String bare = word.toLowerCase(Locale.ROOT);
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }

  private static boolean isDegree(String word) {
    return DEGREES.contains(plain(word).replace(".", "")) && !word.equals(plain(word));
  }

  private static boolean isParticle(List<String> words, int at) {
    String word = words.get(at);
    String bare = word.toLowerCase(Locale.ROOT);
    if (at == words.size() - 1) {
      return false;
    }
    return GERMAN_PARTICLES.contains(bare)
        || (OTHER_PARTICLES.contains(bare) && (at > 0 || word.equals(bare)));
  }

  /** One side of the name, with salutation and titles taken off. */
  private static final class Parts {
    private final List<String> words = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private String salutation = "";

    Parts(String text) {
      boolean inTitle = false;
      for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
        boolean tail = inTitle && TITLE_TAILS.contains(plain(word));
        boolean title = tail || TITLE.matcher(word).matches() || isDegree(word);
        if (title && (words.isEmpty() || isDegree(word) || word.endsWith("."))) {
          titles.add(word);
          inTitle = true;
        } else if (!greets(word)) {
          words.add(word);
          inTitle = false;
        }
      }
    }

    /** "Herr und Frau": two people have no salutation. */
    private boolean greets(String word) {
      if (!words.isEmpty()) {
        return false;
      }
      String bare = plain(word);
      String found = SALUTATIONS.get(bare);
      if (found != null) {
        salutation = salutation.isEmpty() ? found : " ";
        return true;
      }
      return HOUSEHOLDS.contains(bare) || (!salutation.isEmpty() && AND.contains(bare));
    }

    PersonName inOrder() {
      int start = words.isEmpty() ? 0 : surname();
      return name(words.subList(0, start), words.subList(start, words.size()), titles);
    }

    private int surname() {
      for (int i = 0; i < words.size(); i++) {
        if (isParticle(words, i)) {
          return i;
        }
      }
      int last = words.size() - 1;
      boolean suffixed = last > 1 && SUFFIXES.contains(plain(words.get(last)));
      return suffixed ? last - 1 : last;
    }

    /** "Heide, Anna-Lena von der": particles behind the first name go before the surname. */
    PersonName turned(Parts behind) {
      List<String> given = new ArrayList<>(behind.words);
      List<String> surname = new ArrayList<>(words);
      int end = given.size();
      while (end > 1 && isTrailingParticle(given.get(end - 1))) {
        end--;
      }
      surname.addAll(0, given.subList(end, given.size()));
      if (salutation.isEmpty()) {
        salutation = behind.salutation;
      }
      List<String> allTitles = new ArrayList<>(titles);
      allTitles.addAll(behind.titles);
      return name(given.subList(0, end), surname, allTitles);
    }

    private static boolean isTrailingParticle(String word) {
      return GERMAN_PARTICLES.contains(word.toLowerCase(Locale.ROOT))
          || OTHER_PARTICLES.contains(word);
    }

    private PersonName name(List<String> given, List<String> surname, List<String> allTitles) {
      String title = String.join(" ", allTitles);
      String greeting = salutation.isEmpty() ? byTitle(title) : salutation.strip();
      return new PersonName(
          greeting, title, String.join(" ", given), String.join(" ", surname), "");
    }

    /** Without Herr or Frau the title is how the person is addressed. */
    private static String byTitle(String title) {
      if (title.isEmpty()) {
        return "";
      }
      Matcher professor = PROFESSOR.matcher(title);
      return professor.find() ? "Prof." : DOCTOR.matcher(title).find() ? "Dr." : "";
    }
  }
}
