package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** In which language a call was held: {@code de}, whatever the sender calls it. */
final class SpokenLanguages {
  private static final Pattern TAG = Pattern.compile("[a-z]{2}([-_][a-z0-9]+)*");

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("german", "de"),
          Map.entry("deutsch", "de"),
          Map.entry("english", "en"),
          Map.entry("englisch", "en"),
          Map.entry("french", "fr"),
          Map.entry("französisch", "fr"),
          Map.entry("italian", "it"),
          Map.entry("italienisch", "it"),
          Map.entry("spanish", "es"),
          Map.entry("spanisch", "es"),
          Map.entry("turkish", "tr"),
          Map.entry("türkisch", "tr"),
          Map.entry("polish", "pl"),
          Map.entry("polnisch", "pl"),
          Map.entry("dutch", "nl"),
          Map.entry("niederländisch", "nl"));

  private SpokenLanguages() {}

  /** Two letters (ISO 639-1), or null where nothing says it. */
  static String of(JsonNode... places) {
    for (JsonNode place : places) {
      String said =
          JsonFields.text(
              place, "language", "language_code", "lang", "locale", "detected_language");
      String word = said == null ? null : said.strip().toLowerCase(Locale.ROOT);
      if (word != null && TAG.matcher(word).matches()) {
        return word.substring(0, 2);
      }
      if (word != null && WORDS.containsKey(word)) {
        return WORDS.get(word);
      }
    }
    return null;
  }
}
