package io.aftercall.call.text;

import io.aftercall.call.text.Symbol.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of one language: phrases and what they stand for. Read from {@code
 * /io/aftercall/call/text/LANGUAGE.properties}; the file {@code languages} beside it names those in
 * use. Never changes once read.
 */
final class Lexicon {
  private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");
  private static final String FOLDER = "/io/aftercall/call/text/";
  private static final String WEEK_STARTS = "week_starts";
  private static final String TENS_FIRST = "tens_first";
  private static final String MONTH_FIRST = "month_first";

  /** Every language in use. */
  static final List<Lexicon> ALL = languages().stream().map(Lexicon::load).toList();

  private final Map<String, Set<Symbol>> byPhrase = new HashMap<>();
  private final Map<Kind, Set<String>> raw = new EnumMap<>(Kind.class);
  private final List<DayOfWeek> weekStarts = new ArrayList<>();
  private boolean tensFirst;
  private boolean monthFirst;
  private int longest = 1;

  private Lexicon() {}

  private static List<String> languages() {
    try (BufferedReader lines = open("languages")) {
      return lines
          .lines()
          .map(String::strip)
          .filter(l -> !l.isEmpty() && l.charAt(0) != '#')
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the word file of a language. */
  static Lexicon load(String language) {
    Lexicon lexicon = new Lexicon();
    Properties file = new Properties();
    try (Reader reader = open(language + ".properties")) {
      file.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String key : file.stringPropertyNames()) {
      List<String> values =
          Arrays.stream(file.getProperty(key).split(",", -1))
              .map(String::strip)
              .filter(value -> !value.isEmpty())
              .toList();
      switch (key) {
        case WEEK_STARTS ->
            values.forEach(
                day -> lexicon.weekStarts.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))));
        case TENS_FIRST -> lexicon.tensFirst = Boolean.parseBoolean(values.get(0));
        case MONTH_FIRST -> lexicon.monthFirst = Boolean.parseBoolean(values.get(0));
        default -> values.forEach(phrase -> lexicon.add(Symbol.of(key), phrase));
      }
    }
    return lexicon;
  }

  private static BufferedReader open(String name) {
    InputStream file = Lexicon.class.getResourceAsStream(FOLDER + name);
    if (file == null) {
      throw new IllegalStateException("There is no word file " + FOLDER + name);
    }
    return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
  }

  private void add(Symbol symbol, String phrase) {
    raw.computeIfAbsent(symbol.kind(), kind -> new HashSet<>()).add(Spelling.asciiUmlauts(phrase));
    String[] words = phrase.split(" ", -1);
    longest = Math.max(longest, words.length);
    for (int i = 0; i < words.length; i++) {
      words[i] = plain(words[i]);
    }
    byPhrase.computeIfAbsent(String.join(" ", words), p -> new HashSet<>()).add(symbol);
  }

  /**
   * A word without the dots of an abbreviation, and with umlauts as two letters: {@code p.m.} is
   * {@code pm}, and both spellings of {@code übermorgen} are one.
   */
  static String plain(String word) {
    return Spelling.asciiUmlauts(word.indexOf('.') < 0 ? word : word.replace(".", ""));
  }

  /**
   * Every row of letters that is in a phrase of one of these kinds, in any language. A text with
   * another one cannot be made of such phrases, and that is known without cutting it up.
   */
  static Set<String> lettersOf(Set<Kind> kinds) {
    Set<String> letters = new HashSet<>();
    for (Lexicon lexicon : ALL) {
      for (Kind kind : kinds) {
        for (String phrase : lexicon.phrases(kind)) {
          letters.addAll(List.of(NO_LETTERS.split(phrase, -1)));
        }
      }
    }
    letters.remove("");
    return Set.copyOf(letters);
  }

  /** What these plain words, with single blanks between, stand for; empty if nothing. */
  Set<Symbol> symbols(String phrase) {
    return byPhrase.getOrDefault(phrase, Set.of());
  }

  /** The same, of these kinds only. */
  Set<Symbol> symbols(String phrase, Set<Kind> kinds) {
    Set<Symbol> all = symbols(phrase);
    return all.isEmpty()
        ? all
        : all.stream().filter(s -> kinds.contains(s.kind())).collect(Collectors.toSet());
  }

  /** The phrases of one kind, with umlauts as two letters. */
  Set<String> phrases(Kind kind) {
    return raw.getOrDefault(kind, Set.of());
  }

  /** The most words a phrase has. */
  int longest() {
    return longest;
  }

  /** On which days a week may begin for those who speak it. */
  List<DayOfWeek> weekStarts() {
    return weekStarts;
  }

  /** Whether "February 26" is a day: elsewhere the number may be a year. */
  boolean monthFirst() {
    return monthFirst;
  }

  /** Whether 25 is twenty-five, or five-and-twenty. */
  boolean tensFirst() {
    return tensFirst;
  }
}
