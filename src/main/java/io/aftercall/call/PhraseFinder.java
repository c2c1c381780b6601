package io.aftercall.call;

import java.util.Arrays;
import java.util.List;

/**
 * Looks for many phrases in a text at once, as whole words, in one pass and without making new
 * texts (Aho and Corasick). Case, punctuation and apostrophes do not matter; umlauts count as their
 * two letters.
 *
 * <p>Safe for use by many threads.
 */
final class PhraseFinder {
  private static final int SYMBOLS = 37;
  private static final int GAP = 0;
  private static final int NONE = -1;

  /** Looked up for every character of a transcript. */
  private static final byte[] ASCII = ascii();

  private final List<String> phrases;
  private final int[] next;
  private final int[] found;

  PhraseFinder(List<String> phrases) {
    this.phrases = List.copyOf(phrases);
    int[][] spelt = phrases.stream().map(PhraseFinder::symbols).toArray(int[][]::new);
    int most = 1 + Arrays.stream(spelt).mapToInt(phrase -> phrase.length).sum();
    int[] trie = new int[most * SYMBOLS];
    int[] ends = new int[most];
    Arrays.fill(trie, NONE);
    Arrays.fill(ends, NONE);
    int nodes = 1;
    for (int i = 0; i < spelt.length; i++) {
      int at = 0;
      for (int symbol : spelt[i]) {
        int edge = at * SYMBOLS + symbol;
        if (trie[edge] == NONE) {
          trie[edge] = nodes++;
        }
        at = trie[edge];
      }
      // A phrase of no words would be found everywhere.
      if (at != 0 && spelt[i].length > 1) {
        ends[at] = i;
      }
    }
    link(trie, ends, nodes);
    next = Arrays.copyOf(trie, nodes * SYMBOLS);
    found = Arrays.copyOf(ends, nodes);
  }

  /**
   * Where a phrase breaks off the search goes on with the longest end that may still become one.
   */
  private static void link(int[] trie, int[] ends, int nodes) {
    int[] fallback = new int[nodes];
    int[] open = new int[nodes];
    int last = 1;
    for (int first = 0; first < last; first++) {
      int at = open[first];
      int back = fallback[at];
      if (ends[at] == NONE) {
        ends[at] = ends[back];
      }
      for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        int edge = at * SYMBOLS + symbol;
        int to = trie[edge];
        int other = at == 0 ? 0 : trie[back * SYMBOLS + symbol];
        if (to == NONE) {
          trie[edge] = other;
        } else {
          fallback[to] = other;
          open[last++] = to;
        }
      }
    }
  }

  private static int[] symbols(String phrase) {
    // A gap at both ends, and two letters for an umlaut.
    int[] symbols = new int[2 * phrase.length() + 2];
    int count = 1;
    for (int i = 0; i < phrase.length(); i++) {
      char c = phrase.charAt(i);
      int symbol = symbol(c);
      if (symbol != NONE && (symbol != GAP || symbols[count - 1] != GAP)) {
        symbols[count++] = symbol;
        if (second(c) != NONE) {
          symbols[count++] = second(c);
        }
      }
    }
    if (symbols[count - 1] != GAP) {
      symbols[count++] = GAP;
    }
    return Arrays.copyOf(symbols, count);
  }

  /** The first phrase that is said; null when none is. */
  String in(String text) {
    int state = next[GAP];
    int last = GAP;
    int length = text.length();
    for (int i = 0; i <= length; i++) {
      char c = i == length ? ' ' : text.charAt(i);
      int symbol = symbol(c);
      if (symbol == NONE || symbol == GAP && last == GAP) {
        continue;
      }
      last = symbol;
      state = next[state * SYMBOLS + symbol];
      if (c > 127) {
        int second = second(c);
        state = second == NONE ? state : next[state * SYMBOLS + second];
      }
      if (symbol == GAP && found[state] != NONE) {
        return phrases.get(found[state]);
      }
    }
    return null;
  }

  private static int symbol(char c) {
    return c < ASCII.length ? ASCII[c] : beyond(c);
  }

  private static byte[] ascii() {
    byte[] symbols = new byte[128];
    for (char c = 'a'; c <= 'z'; c++) {
      symbols[c] = (byte) (c - 'a' + 1);
      symbols[c - 32] = symbols[c];
    }
    for (char c = '0'; c <= '9'; c++) {
      symbols[c] = (byte) (c - '0' + 27);
    }
    symbols['\''] = NONE;
    symbols['`'] = NONE;
    return symbols;
  }

  private static int beyond(char c) {
    return switch (c) {
      case '’', '‘', '´' -> NONE;
      case 'ä', 'Ä' -> 1;
      case 'ö', 'Ö' -> 15;
      case 'ü', 'Ü' -> 21;
      case 'ß' -> 19;
      default -> GAP;
    };
  }

  /** The second letter of an umlaut. */
  private static int second(char c) {
    return switch (c) {
      case 'ä', 'Ä', 'ö', 'Ö', 'ü', 'Ü' -> 5;
      case 'ß' -> 19;
      default -> NONE;
    };
  }
}
