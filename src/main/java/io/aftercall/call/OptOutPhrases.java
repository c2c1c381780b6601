package io.aftercall.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The shipped list of what customers say who do not want to be called again. */
final class OptOutPhrases {
  private static final String FILE = "opt-out-phrases.txt";
  private static final String SKIP = "skip:";
  private static final Pattern GAPS = Pattern.compile("\\s+");

  /** Words that change nothing between those of a phrase: please, bitte, endlich. */
  static final Set<String> SKIPPED =
      WordList.of(FILE).stream()
          .filter(line -> line.startsWith(SKIP))
          .map(line -> VariableNames.fold(line.substring(SKIP.length()).strip()))
          .collect(Collectors.toUnmodifiableSet());

  static final List<String> PHRASES =
      WordList.of(FILE).stream()
          .filter(line -> !line.startsWith(SKIP))
          .flatMap(line -> spelledOut(line).stream())
          .distinct()
          .toList();

  private OptOutPhrases() {}

  /** Every phrase that a line with {@code (a|b|)} stands for. */
  static List<String> spelledOut(String line) {
    List<String> phrases = new ArrayList<>();
    spellOut("", line, phrases);
    return phrases;
  }

  private static void spellOut(String before, String rest, List<String> phrases) {
    int open = rest.indexOf('(');
    int close = rest.indexOf(')', open);
    if (open < 0 || close < 0) {
      phrases.add(GAPS.matcher(before + rest).replaceAll(" ").strip());
      return;
    }
    for (String choice : rest.substring(open + 1, close).split("\\|", -1)) {
      spellOut(before + rest.substring(0, open) + choice, rest.substring(close + 1), phrases);
    }
  }
}
