package io.aftercall.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.config.Source;
import io.aftercall.mapping.JqFailure;
import io.aftercall.mapping.JqProbe;
import io.aftercall.routing.DecideTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Calls to try a condition on. Each path that it, or a condition before it, reads takes every value
 * it can have as far as that is known, and else the values the conditions name and their
 * neighbours; one call has nothing anywhere.
 */
final class ProbeCalls {
  /** All combinations up to so many, else so many of them by chance, the same every time. */
  private static final int MOST = 1_000;

  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.\"])-?\\d+(?:\\.\\d+)?(?![\\w.])");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, List<JsonNode>> values = new LinkedHashMap<>();

  /** What the condition itself reads: where that is missing is what matters most. */
  private final List<String> own;

  ProbeCalls(DecideTree.Condition condition, List<Source> sources) {
    own = JqFailure.paths(condition.text().text());
    List<String> texts =
        Stream.concat(
                condition.before().stream()
                    .map(DecideTree.BranchCondition::condition)
                    .filter(DecideTree.Condition::jq)
                    .map(one -> one.text().text()),
                Stream.of(condition.text().text()))
            .toList();
    Set<String> paths = new LinkedHashSet<>();
    texts.forEach(text -> paths.addAll(JqFailure.paths(text)));
    List<JsonNode> named = named(texts);
    for (String path : paths) {
      values.put(path, new FieldValueDomain(path.substring(1), sources).tried(named));
    }
  }

  /** The texts and numbers that stand in the conditions. */
  private static List<JsonNode> named(List<String> texts) {
    Set<JsonNode> named = new LinkedHashSet<>();
    for (String text : texts) {
      Matcher word = TEXT.matcher(text);
      while (word.find()) {
        named.add(TextNode.valueOf(word.group(1)));
      }
      Matcher number = NUMBER.matcher(TEXT.matcher(text).replaceAll("\"\""));
      while (number.find()) {
        BigDecimal value = new BigDecimal(number.group());
        named.add(DecimalNode.valueOf(value));
        named.add(DecimalNode.valueOf(value.subtract(BigDecimal.ONE)));
        named.add(DecimalNode.valueOf(value.add(BigDecimal.ONE)));
      }
    }
    return List.copyOf(named);
  }

  List<ObjectNode> calls() {
    long all = 1;
    for (List<JsonNode> each : values.values()) {
      all = Math.min(MOST + 1L, all * each.size());
    }
    List<ObjectNode> calls = new ArrayList<>();
    calls.add(JqProbe.nothing());
    List<String> paths = List.copyOf(values.keySet());
    if (all <= MOST) {
      every(paths, 0, JqProbe.nothing(), calls);
    } else {
      byChance(paths, calls);
    }
    return calls;
  }

  private void every(List<String> paths, int index, ObjectNode call, List<ObjectNode> calls) {
    if (index == paths.size()) {
      calls.add(call.deepCopy());
      return;
    }
    for (JsonNode value : values.get(paths.get(index))) {
      ObjectNode next = call.deepCopy();
      set(next, paths.get(index), value);
      every(paths, index + 1, next, calls);
    }
  }

  private void byChance(List<String> paths, List<ObjectNode> calls) {
    Random chance = new Random(paths.hashCode());
    for (int i = 0; i < MOST; i++) {
      ObjectNode call = JqProbe.nothing();
      for (String path : paths) {
        List<JsonNode> possible = values.get(path);
        boolean silent = own.contains(path) && chance.nextBoolean();
        JsonNode value = possible.get(chance.nextInt(possible.size()));
        set(call, path, silent ? NullNode.getInstance() : value);
      }
      calls.add(call);
    }
  }

  /** Nothing at the end of a path is also nothing on the way there. */
  private static void set(ObjectNode call, String path, JsonNode value) {
    String[] keys = path.substring(1).split("\\.", -1);
    ObjectNode parent = call;
    for (int i = 0; i < keys.length - 1; i++) {
      JsonNode child = parent.get(keys[i]);
      if (child instanceof ObjectNode group) {
        parent = group;
      } else if (value.isNull()) {
        return;
      } else {
        parent = parent.putObject(keys[i]);
      }
    }
    String last = keys[keys.length - 1];
    // A path that goes on below another one has its group already.
    if (!(parent.get(last) instanceof ObjectNode group && !group.isEmpty())) {
      parent.set(last, value);
    }
  }

  /** A list of groups: none, one in which nothing stands, and one for each named value. */
  static List<JsonNode> lists(List<String> keys, List<JsonNode> named) {
    List<JsonNode> values = new ArrayList<>();
    values.add(NullNode.getInstance());
    values.add(JSON.arrayNode());
    values.add(JSON.arrayNode().add(JSON.objectNode()));
    for (JsonNode one : named) {
      ObjectNode group = JSON.objectNode();
      keys.forEach(key -> group.set(key, one));
      values.add(JSON.arrayNode().add(group));
    }
    return values;
  }

  /** What a value nothing is known about may be: the named ones, flags, numbers, lists, groups. */
  static List<JsonNode> anything(List<JsonNode> named) {
    List<JsonNode> values = new ArrayList<>(named);
    values.add(NullNode.getInstance());
    values.add(JSON.booleanNode(true));
    values.add(JSON.booleanNode(false));
    values.add(JSON.textNode("something else"));
    values.add(JSON.numberNode(7));
    ArrayNode list = JSON.arrayNode();
    named.forEach(list::add);
    values.add(list);
    values.add(JSON.objectNode());
    return values;
  }
}
