package io.aftercall.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Looks for many phrases in a text at once, as whole words, without making new texts. Case,
 * punctuation and apostrophes do not matter; umlauts count as their two letters; between the words
 * of a phrase words may stand that change nothing.
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
  private final Set<String> skipped;

  /** What follows a node by each symbol. A phrase begins at node 0 and ends with a gap. */
  private final int[] next;

  private final int[] found;

  /** By the first two symbols of a word: whether a phrase may begin with it. */
  private final boolean[] beginnings = new boolean[SYMBOLS * SYMBOLS];

  /** Of phrases between whose words nothing may stand. */
  PhraseFinder(List<String> phrases) {
    this(phrases, Set.of());
  }

  /**
   * @param skipped words that change nothing behind the first word of a phrase, without umlauts and
   *     in small letters
   */
  PhraseFinder(List<String> phrases, Set<String> skipped) {
    this.phrases = List.copyOf(phrases);
    this.skipped = Set.copyOf(skipped);
    List<int[]> trie = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    node(trie, ends);
    for (int i = 0; i < phrases.size(); i++) {
      int[] symbols = symbols(phrases.get(i));
      // A phrase of no words would be found everywhere.
      if (symbols.length > 1) {
        beginnings[symbols[0] * SYMBOLS + symbols[1]] = true;
        add(symbols, i, trie, ends);
      }
    }
    next = trie.stream().flatMapToInt(Arrays::stream).toArray();
    found = ends.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void add(int[] symbols, int phrase, List<int[]> trie, List<Integer> ends) {
    int at = 0;
    for (int symbol : symbols) {
      if (trie.get(at)[symbol] == NONE) {
        trie.get(at)[symbol] = trie.size();
        node(trie, ends);
      }
      at = trie.get(at)[symbol];
    }
    if (ends.get(at) == NONE) {
      ends.set(at, phrase);
    }
  }

  private static void node(List<int[]> trie, List<Integer> ends) {
    int[] edges = new int[SYMBOLS];
    Arrays.fill(edges, NONE);
    trie.add(edges);
    ends.add(NONE);
  }

  /** Of each word its symbols and a gap. */
  private int[] symbols(String phrase) {
    List<Integer> symbols = new ArrayList<>();
    int at = 0;
    while (at < phrase.length()) {
      int end = isGap(phrase.charAt(at)) ? at + 1 : wordEnd(phrase, at);
      boolean isWord = !isGap(phrase.charAt(at)) && symbol(phrase.charAt(at)) != NONE;
      if (isWord && (symbols.isEmpty() || !isSkipped(phrase, at, end))) {
        for (int i = at; i < end; i++) {
          int symbol = symbol(phrase.charAt(i));
          if (symbol != NONE) {
            symbols.add(symbol);
          }
          if (second(phrase.charAt(i)) != NONE) {
            symbols.add(second(phrase.charAt(i)));
          }
        }
        symbols.add(GAP);
      }
      at = end;
    }
    return symbols.stream().mapToInt(Integer::intValue).toArray();
  }

  private boolean isSkipped(String text, int from, int to) {
    return !skipped.isEmpty() && skipped.contains(VariableNames.fold(text.substring(from, to)));
  }

  /** The first phrase that is said; null when none is. */
  String in(String text) {
    int length = text.length();
    int at = 0;
    while (at < length) {
      if (isGap(text.charAt(at))) {
        at++;
        continue;
      }
      int phrase = begins(text, at) ? walk(text, at) : NONE;
      if (phrase != NONE) {
        return phrases.get(phrase);
      }
      at = wordEnd(text, at);
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

  /** The number of the shortest phrase that begins with a word; NONE if none does. */
  private int walk(String text, int from) {
    int node = 0;
    int length = text.length();
    int at = from;
    while (at <= length) {
      char c = at == length ? ' ' : text.charAt(at);
      int symbol = symbol(c);
      at++;
      if (symbol == NONE) {
        continue;
      }
      node = next[node * SYMBOLS + symbol];
      if (node != NONE && c > 127 && second(c) != NONE) {
        node = next[node * SYMBOLS + second(c)];
      }
      if (node == NONE || found[node] != NONE) {
        return node == NONE ? NONE : found[node];
      }
      if (symbol == GAP) {
        at = nextWord(text, at);
      }
    }
    return NONE;
  }

  /** Where the next word begins that may belong to a phrase. */
  private int nextWord(String text, int from) {
    int at = from;
    while (at < text.length()) {
      if (isGap(text.charAt(at))) {
        at++;
        continue;
      }
      int end = wordEnd(text, at);
      if (!isSkipped(text, at, end)) {
        return at;
      }
      at = end;
    }
    return text.length() + 1;
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
