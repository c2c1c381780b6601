package io.aftercall.journal;

import io.aftercall.store.HmacHash;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Texts as the terms by which calls are found: keyed hashes of 64 bits. Words are compared without
 * case, accents and the German spelling of umlauts, and by their beginnings; a phone number by any
 * part of it that has {@link #SHORTEST_NUMBER} digits, the last four suffice.
 */
final class SearchTerms {
  static final int SHORTEST_WORD = 2;
  static final int SHORTEST_NUMBER = 4;

  /** A longer word is found by so many of its letters. */
  private static final int LONGEST = 8;

  private static final int GRAM = 5;

  /** More words than a name or a company has are not indexed. */
  private static final int MOST_WORDS = 8;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern NUMBER = Pattern.compile("\\+?[\\d\\s()/.\\-]+");

  /** Fields with words; whoever may not see people searches the last one only. */
  private static final List<String> PEOPLE = List.of("name", "company", "email", "campaign");

  private static final List<String> OPEN = List.of("campaign");

  private final HmacHash hash;

  SearchTerms(HmacHash hash) {
    this.hash = hash;
  }

  /** Any of these, of which each is all of these terms. */
  record Condition(List<List<Long>> alternatives) {
    static Condition of(long term) {
      return new Condition(List.of(List.of(term)));
    }
  }

  /** All terms of a call. */
  Set<Long> of(CallCard card) {
    Set<Long> terms = new LinkedHashSet<>();
    beginnings(terms, "name", card.name());
    beginnings(terms, "company", card.company());
    words(card.email()).forEach(word -> terms.add(word("email", word)));
    words(card.campaign()).forEach(word -> terms.add(word("campaign", word)));
    if (card.campaign() != null) {
      terms.add(whole("campaign", card.campaign()));
    }
    if (card.outcome() != null) {
      terms.add(whole("outcome", card.outcome()));
    }
    String digits = digits(card.phone());
    grams(digits).forEach(gram -> terms.add(term("phone", gram)));
    if (digits.length() >= SHORTEST_NUMBER) {
      terms.add(term("phone end", digits.substring(digits.length() - SHORTEST_NUMBER)));
    }
    return terms;
  }

  private void beginnings(Set<Long> terms, String field, String text) {
    for (String word : words(text)) {
      for (int end = SHORTEST_WORD; end <= Math.min(word.length(), LONGEST); end++) {
        terms.add(term(field, word.substring(0, end)));
      }
    }
  }

  /** What a person typed: every word of it, each in any field. */
  List<Condition> anywhere(String text, boolean people) {
    if (people && NUMBER.matcher(text).matches()) {
      return List.of(number(text));
    }
    List<Condition> conditions = new ArrayList<>();
    for (String token : text.strip().split("\\s+")) {
      if (people && NUMBER.matcher(token).matches()) {
        Condition number = number(token);
        // One digit beside words, as in a campaign's name, is in no index and asks for nothing.
        if (!number.alternatives().isEmpty()) {
          conditions.add(number);
        }
      } else {
        words(token).forEach(word -> conditions.add(in(people ? PEOPLE : OPEN, word)));
      }
    }
    return conditions;
  }

  /** Every word of it in this field. */
  List<Condition> inField(String field, String text) {
    return words(text).stream().map(word -> in(List.of(field), word)).toList();
  }

  Condition exactly(String field, String text) {
    return Condition.of(whole(field, text));
  }

  private Condition in(List<String> fields, String word) {
    List<List<Long>> alternatives = new ArrayList<>();
    fields.forEach(field -> alternatives.add(List.of(word(field, word))));
    return new Condition(alternatives);
  }

  /** A part of a phone number, or a number that stands in a name. */
  private Condition number(String text) {
    List<List<Long>> alternatives = new ArrayList<>();
    String part = digits(text).replaceFirst("^0+", "");
    if (part.length() >= GRAM) {
      alternatives.add(grams(part).stream().map(gram -> term("phone", gram)).toList());
    } else if (part.length() == SHORTEST_NUMBER) {
      alternatives.add(List.of(term("phone end", part)));
    }
    List<String> words = words(text);
    for (String field : PEOPLE) {
      if (!words.isEmpty()) {
        alternatives.add(words.stream().map(word -> word(field, word)).toList());
      }
    }
    return new Condition(alternatives);
  }

  private static Set<String> grams(String digits) {
    Set<String> grams = new LinkedHashSet<>();
    for (int from = 0; from + GRAM <= digits.length(); from++) {
      grams.add(digits.substring(from, from + GRAM));
    }
    return grams;
  }

  private long word(String field, String word) {
    return term(field, word.length() > LONGEST ? word.substring(0, LONGEST) : word);
  }

  private long whole(String field, String text) {
    return term("whole " + field, fold(text));
  }

  private long term(String field, String text) {
    return Long.parseUnsignedLong(hash.of(field + " " + text).substring(0, 16), 16);
  }

  /** Words of at least {@link #SHORTEST_WORD} letters. */
  static List<String> words(String text) {
    if (text == null) {
      return List.of();
    }
    return BETWEEN
        .splitAsStream(fold(text))
        .filter(word -> word.length() >= SHORTEST_WORD)
        .distinct()
        .limit(MOST_WORDS)
        .toList();
  }

  private static String digits(String text) {
    return text == null ? "" : text.replaceAll("\\D", "");
  }

  private static String fold(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT).replace("ß", "ss");
    String plain = MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
    return plain.replace("ae", "a").replace("oe", "o").replace("ue", "u");
  }
}
