package io.aftercall.dryrun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.destination.Outcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Field by field, what two records of one call differ in. */
final class RecordDiff {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** More lines of a letter say no more. */
  private static final int MOST_LINES = 5;

  private RecordDiff() {}

  static List<PreviewChange.Field> of(
      DryRunReport.PlannedRecord before, DryRunReport.PlannedRecord after) {
    List<PreviewChange.Field> fields = of(before.record(), after.record());
    if (!fields.isEmpty()) {
      return fields;
    }
    String was = content(before.outcome());
    String is = content(after.outcome());
    return was.equals(is) ? List.of() : ofContents(was, is);
  }

  private static String content(Outcome outcome) {
    return outcome instanceof Outcome.DryRun would ? would.content() : "";
  }

  private static List<PreviewChange.Field> ofContents(String was, String is) {
    try {
      return of(JSON.readTree(was), JSON.readTree(is));
    } catch (JsonProcessingException noJson) {
      return ofLines(was.lines().toList(), is.lines().toList());
    }
  }

  private static List<PreviewChange.Field> of(JsonNode before, JsonNode after) {
    if (before == null ? after == null : before.equals(after)) {
      return List.of();
    }
    Map<String, JsonNode> was = new TreeMap<>();
    Map<String, JsonNode> is = new TreeMap<>();
    flatten("", before, was);
    flatten("", after, is);
    Set<String> paths = new TreeSet<>(was.keySet());
    paths.addAll(is.keySet());
    List<PreviewChange.Field> fields = new ArrayList<>();
    for (String path : paths) {
      JsonNode one = was.get(path);
      JsonNode other = is.get(path);
      if (one == null || !one.equals(other)) {
        fields.add(new PreviewChange.Field(path, one, other));
      }
    }
    return fields;
  }

  private static void flatten(String path, JsonNode value, Map<String, JsonNode> into) {
    if (value == null) {
      return;
    }
    if (value.isObject() && !value.isEmpty()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        flatten(
            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), into);
      }
    } else if (value.isArray() && !value.isEmpty()) {
      int at = 0;
      for (Iterator<JsonNode> item = value.elements(); item.hasNext(); at++) {
        flatten(path + "[" + at + "]", item.next(), into);
      }
    } else {
      into.put(path, value);
    }
  }

  private static List<PreviewChange.Field> ofLines(List<String> was, List<String> is) {
    List<PreviewChange.Field> lines = new ArrayList<>();
    for (int i = 0; i < Math.max(was.size(), is.size()) && lines.size() < MOST_LINES; i++) {
      JsonNode one = i < was.size() ? TextNode.valueOf(was.get(i)) : null;
      JsonNode other = i < is.size() ? TextNode.valueOf(is.get(i)) : null;
      if (one == null || !one.equals(other)) {
        lines.add(new PreviewChange.Field("line " + (i + 1), one, other));
      }
    }
    return lines;
  }
}
