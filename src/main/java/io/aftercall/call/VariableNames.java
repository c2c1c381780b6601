package io.aftercall.call;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of variables, whatever their spelling. */
final class VariableNames {
  private static final Set<String> OPT_OUT =
      WordList.of("opt-out-names.txt").stream()
          .map(VariableNames::fold)
          .collect(Collectors.toUnmodifiableSet());

  /** What stands before and behind a name without changing what it means. */
  private static final List<String> BEFORE =
      words(
          "customer kunde caller anrufer contact kontakt lead user person client number nummer phone"
              + " telefon the der die das he she er sie is ist has hat was wurde be wants want"
              + " moechte moechten will wuenscht wishes wish asked asks ask requested requests"
              + " request explicitly ausdruecklich please bitte to add set on auf soll darf");

  private static final List<String> BEHIND =
      words(
          "requested request requests wanted flag list status anymore again any more mehr gewuenscht"
              + " verlangt wunsch erbeten werden wird soll lassen setzen gesetzt erklaert erteilt"
              + " eingelegt eintrag eintragen entry customer kunde contact number nummer phone me us"
              + " them him her mich uns calls please bitte yesno janein bool c");

  private static final int MOST_CUTS = 5;
  private static final int LONGEST = 80;

  private static List<String> words(String list) {
    return List.of(list.split(" ", -1));
  }

  private static final char DIAERESIS = '\u0308';

  private VariableNames() {}

  /**
   * The name without case and separators: {@code doNotCall}, {@code Do not call}, {@code
   * do-not-call} and {@code DO.NOT.CALL} are one. Umlauts count as their two letters.
   */
  static String fold(String name) {
    StringBuilder folded = null;
    int length = name.length();
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      if (!plain && folded == null) {
        folded = new StringBuilder(length + 4).append(name, 0, i);
      }
      if (folded != null) {
        append(folded, c, plain);
      }
    }
    return folded == null ? name : folded.isEmpty() ? name : folded.toString();
  }

  private static void append(StringBuilder folded, char c, boolean plain) {
    if (plain) {
      folded.append(c);
    } else if (c >= 'A' && c <= 'Z') {
      folded.append((char) (c + 32));
    } else if (c == DIAERESIS) {
      // An umlaut that was sent as its letter and its dots.
      folded.append('e');
    } else if (c > 127 && Character.isLetterOrDigit(c)) {
      switch (Character.toLowerCase(c)) {
        case 'ä' -> folded.append("ae");
        case 'ö' -> folded.append("oe");
        case 'ü' -> folded.append("ue");
        case 'ß' -> folded.append("ss");
        default -> folded.append(String.valueOf(c).toLowerCase(Locale.ROOT));
      }
    }
  }

  /**
   * Whether a folded name is one of the usual ones for "must not be called again", also with words
   * around it that change nothing: {@code customer_opt_out_requested}.
   */
  static boolean saysOptOut(String folded) {
    return folded.length() <= LONGEST && saysOptOut(folded, MOST_CUTS);
  }

  private static boolean saysOptOut(String folded, int cuts) {
    if (OPT_OUT.contains(folded)) {
      return true;
    }
    if (cuts == 0) {
      return false;
    }
    for (String before : BEFORE) {
      if (folded.startsWith(before) && saysOptOut(folded.substring(before.length()), cuts - 1)) {
        return true;
      }
    }
    for (String behind : BEHIND) {
      int end = folded.length() - behind.length();
      if (folded.endsWith(behind) && saysOptOut(folded.substring(0, end), cuts - 1)) {
        return true;
      }
    }
    return false;
  }
}
