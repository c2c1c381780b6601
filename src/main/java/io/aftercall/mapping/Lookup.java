package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.call.SpokenValues;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The {@code values} of a field. Keys are compared as people read them: {@code true} fits true,
 * "TRUE" and "ja"; {@code 5} fits 5, 5.0 and "5".
 */
final class Lookup {
  private final Map<String, JsonNode> entries = new HashMap<>();

  /** Later entries with the same key lose. Returns false for those. */
  boolean add(String key, JsonNode value) {
    return entries.putIfAbsent(fold(key), value) == null;
  }

  /** Null when nothing fits. */
  JsonNode get(JsonNode value) {
    String text = ScalarValues.text(value);
    JsonNode found = entries.get(fold(text));
    if (found != null || value.isBoolean()) {
      return found;
    }
    return SpokenValues.yesNo(text).map(yes -> entries.get(yes.toString())).orElse(null);
  }

  private static String fold(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
