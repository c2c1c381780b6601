package io.aftercall.web.console;

import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.call.PersonalDataMask;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One value a report is about.
 *
 * @param value shortened; of what identifies people only the length for who may not see them
 * @param count how often it came
 */
record DriftValue(String value, int count) {
  private static final int MOST = 5;

  /** At the end of a text that was shortened. */
  private static final String CUT = "…";

  /** The most frequent ones first. */
  static List<DriftValue> of(String variable, Map<String, Integer> words, boolean people) {
    Map<String, Integer> shown = new TreeMap<>();
    words.forEach(
        (word, count) -> shown.merge(people ? word : masked(variable, word), count, Integer::sum));
    return shown.entrySet().stream()
        .map(one -> new DriftValue(one.getKey(), one.getValue()))
        .sorted(Comparator.comparing(DriftValue::count).reversed().thenComparing(DriftValue::value))
        .limit(MOST)
        .toList();
  }

  private static String masked(String variable, String word) {
    return PersonalDataMask.at(".extracted_variables." + variable, TextNode.valueOf(word)).asText();
  }

  boolean isCut() {
    return value.endsWith(CUT);
  }
}
