package io.aftercall.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Did you mean. */
public final class DidYouMean {
  private DidYouMean() {}

  /** The known word that was most likely meant, when one is close enough. */
  public static Optional<String> to(String word, Collection<String> known) {
    return within(Math.max(1, word.length() / 3), word, known);
  }

  /** The known word of which this one is a slip of the finger: two letters at most. */
  public static Optional<String> slip(String word, Collection<String> known) {
    return within(word.length() < 5 ? 1 : 2, word, known);
  }

  private static Optional<String> within(int edits, String word, Collection<String> known) {
    String said = plain(word);
    int best = edits + 1;
    String found = null;
    for (String candidate : known) {
      int distance = distance(said, plain(candidate), best);
      if (distance < best) {
        best = distance;
        found = candidate;
      }
    }
    return Optional.ofNullable(found);
  }

  /** A hint for {@link Problem}: "did you mean …?", else what is allowed. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known)
        .map(near -> "did you mean '" + near + "'?")
        .orElseGet(() -> known.size() > 40 ? "" : "known are " + String.join(", ", known));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  /** Edit distance with neighbours swapped counted as one edit; stops caring at {@code limit}. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[b.length()];
  }
}
