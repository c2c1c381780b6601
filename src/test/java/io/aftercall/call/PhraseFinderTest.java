package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Phrases are found as whole words, whatever stands around and between their words. */
class PhraseFinderTest {
  private static final List<String> WORDS =
      List.of("ruf", "rufen", "sie", "mich", "nicht", "an", "öfter", "bitte", "don't", "a", "weg");

  /** The slow way, with words compared one by one. */
  private static boolean isSaid(String phrase, String text, Set<String> skipped) {
    List<String> wanted = List.of(phrase.split(" ", -1));
    List<String> said = List.of(text.split(" ", -1));
    for (int start = 0; start < said.size(); start++) {
      int at = start;
      int found = 0;
      while (at < said.size() && found < wanted.size()) {
        if (said.get(at).equals(wanted.get(found))) {
          found++;
        } else if (found == 0 || !skipped.contains(said.get(at))) {
          break;
        }
        at++;
      }
      if (found == wanted.size()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void findsWhatTheSlowWayFinds() {
    Random random = new Random(20261201);
    Set<String> skipped = Set.of("bitte");
    List<String> plain = WORDS.stream().filter(w -> !w.equals("bitte")).toList();
    for (int i = 0; i < 20_000; i++) {
      List<String> phrases = List.of(some(random, plain, 3), some(random, plain, 4));
      String text = some(random, WORDS, 9);
      boolean said = phrases.stream().anyMatch(phrase -> isSaid(phrase, text, skipped));
      assertThat(new PhraseFinder(phrases, skipped).in(text) != null)
          .as("%s in %s", phrases, text)
          .isEqualTo(said);
    }
  }

  private static String some(Random random, List<String> words, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      text.append(text.isEmpty() ? "" : " ").append(words.get(random.nextInt(words.size())));
    }
    return text.toString();
  }

  @Test
  void aWordThatChangesNothingMayBeginAPhraseOfASource() {
    PhraseFinder finder = new PhraseFinder(List.of("bitte weg", "!"), Set.of("bitte"));
    assertThat(finder.in("Und BITTE, bitte weg!")).isEqualTo("bitte weg");
    assertThat(finder.in("weg!")).isNull();
    assertThat(new PhraseFinder(List.of()).in("x ! y")).isNull();
  }

  @Test
  void aLineOfTheListStandsForAllItsPhrases() {
    assertThat(OptOutPhrases.spelledOut("(a|b|) c (d|)"))
        .containsExactly("a c d", "a c", "b c d", "b c", "c d", "c");
    assertThat(Protection.shippedPhrases()).hasSizeBetween(500, 3_000).noneMatch(String::isBlank);
  }
}
