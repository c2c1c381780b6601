package io.aftercall.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
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

  /** By the first two symbols of a word: whether a phrase may begin with it. */
  private final boolean[] beginnings = new boolean[SYMBOLS * SYMBOLS];

  PhraseFinder(List<String> phrases) {
    this.phrases = List.copyOf(phrases);
    List<int[]> trie = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    node(trie, ends);
    for (int i = 0; i < phrases.size(); i++) {
      int at = 0;
      for (int symbol : symbols(phrases.get(i))) {
        if (trie.get(at)[symbol] == NONE) {
          trie.get(at)[symbol] = trie.size();
          node(trie, ends);
        }
        at = trie.get(at)[symbol];
      }
      // A phrase of no words would be found everywhere.
      if (at != 0 && symbols(phrases.get(i)).length > 1) {
        ends.set(at, i);
      }
    }
    link(trie, ends);
    next = trie.stream().flatMapToInt(Arrays::stream).toArray();
    found = ends.stream().mapToInt(Integer::intValue).toArray();
    for (String phrase : phrases) {
      int[] symbols = symbols(phrase);
      if (symbols.length > 2) {
        beginnings[symbols[1] * SYMBOLS + symbols[2]] = true;
      }
    }
  }

  private static void node(List<int[]> trie, List<Integer> ends) {
    int[] edges = new int[SYMBOLS];
    Arrays.fill(edges, NONE);
    trie.add(edges);
    ends.add(NONE);
  }

  /**
   * Where a phrase breaks off the search goes on with the longest end that may still become one.
   */
  private static void link(List<int[]> trie, List<Integer> ends) {
    int[] fallback = new int[trie.size()];
    Deque<Integer> open = new ArrayDeque<>();
    open.add(0);
    while (!open.isEmpty()) {
      int at = open.remove();
      int back = fallback[at];
      if (ends.get(at) == NONE) {
        ends.set(at, ends.get(back));
      }
      for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        int to = trie.get(at)[symbol];
        int other = at == 0 ? 0 : trie.get(back)[symbol];
        if (to == NONE) {
          trie.get(at)[symbol] = other;
        } else {
          fallback[to] = other;
          open.add(to);
        }
      }
    }
  }

  private static int[] symbols(String phrase) {
    List<Integer> symbols = new ArrayList<>(List.of(GAP));
    int last = GAP;
    for (int i = 0; i < phrase.length(); i++) {
      char c = phrase.charAt(i);
      int symbol = symbol(c);
      if (symbol != NONE && (symbol != GAP || last != GAP)) {
        last = symbol;
        symbols.add(symbol);
        if (second(c) != NONE) {
          symbols.add(second(c));
        }
      }
    }
    if (last != GAP) {
      symbols.add(GAP);
    }
    return symbols.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The first phrase that is said; null when none is. */
  String in(String text) {
    int length = text.length();
    int at = 0;
    while (at < length) {
      if (isGap(text.charAt(at))) {
        at++;
      } else if (begins(text, at)) {
        int end = walk(text, at);
        if (end < 0) {
          return phrases.get(-1 - end);
        }
        at = end;
      } else {
        at = wordEnd(text, at);
      }
    }
    return null;
  }

  /** Most words begin no phrase, and their first two letters tell. */
  private boolean begins(String text, int at) {
    int first = symbol(text.charAt(at));
    int second = at + 1 < text.length() ? symbol(text.charAt(at + 1)) : GAP;
    return text.charAt(at) > 127
        || first == NONE
        || second == NONE
        || beginnings[first * SYMBOLS + second];
  }

  private static int wordEnd(String text, int from) {
    int at = from + 1;
    while (at < text.length() && !isGap(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /**
   * Follows the phrases from the beginning of a word on.
   *
   * @return where none of them goes on any more; or -1 less the number of the one that was found
   */
  private int walk(String text, int from) {
    int state = next[GAP];
    int last = GAP;
    int length = text.length();
    for (int i = from; i <= length; i++) {
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
        return -1 - found[state];
      }
      if (state == 0) {
        return wordEnd(text, i);
      }
      if (symbol == GAP && state == next[GAP]) {
        return i;
      }
    }
    return length;
  }

  private static boolean isGap(char c) {
    return symbol(c) == GAP;
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
      // The dots of an umlaut that was sent as two characters.
      case '\u0308' -> 5;
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
