package io.aftercall.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.dryrun.Preview;
import io.aftercall.dryrun.PreviewChange;
import io.aftercall.dryrun.PreviewChange.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What differs, counted; and the calls it differs in, as many as are to be listed. */
final class PreviewSummary {
  private final int most;
  private final List<Call> listed = new ArrayList<>();
  private final SortedMap<String, Map<Kind, Integer>> byDestination = new TreeMap<>();
  private final SortedMap<String, Integer> byField = new TreeMap<>();
  private int calls;
  private int differing;

  /** A call something would become otherwise of. */
  record Call(StoredCalls.Stored stored, List<PreviewChange> differences) {}

  PreviewSummary(int most) {
    this.most = most;
  }

  /** Runs them all, on all cores; returns how many they were. */
  int add(Preview preview, List<StoredCalls.Stored> page) {
    page.parallelStream()
        .map(one -> new Call(one, preview.of(one.source(), one.body(), one.revision())))
        .toList()
        .forEach(this::add);
    return page.size();
  }

  private void add(Call call) {
    calls++;
    if (call.differences().isEmpty()) {
      return;
    }
    differing++;
    if (listed.size() < most) {
      listed.add(call);
    }
    for (PreviewChange one : call.differences()) {
      byDestination
          .computeIfAbsent(one.destination(), name -> new EnumMap<>(Kind.class))
          .merge(one.kind(), 1, Integer::sum);
      one.fields()
          .forEach(field -> byField.merge(one.destination() + " " + field.path(), 1, Integer::sum));
    }
  }

  int calls() {
    return calls;
  }

  int differing() {
    return differing;
  }

  List<Call> listed() {
    return listed;
  }

  SortedMap<String, Map<Kind, Integer>> byDestination() {
    return byDestination;
  }

  /** "destination path" to how many records. */
  SortedMap<String, Integer> byField() {
    return byField;
  }

  int count(Kind kind) {
    return byDestination.values().stream().mapToInt(counts -> counts.getOrDefault(kind, 0)).sum();
  }

  ObjectNode json(String before, String after) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("before", before).put("after", after);
    json.put("calls", calls).put("differing", differing);
    ObjectNode counts = json.putObject("counts");
    for (Kind kind : Kind.values()) {
      counts.put(kind.words().replace(' ', '_'), count(kind));
    }
    ArrayNode all = json.putArray("differences");
    for (Call call : listed) {
      call.differences().forEach(one -> tell(call.stored(), one, all.addObject()));
    }
    return json;
  }

  private static void tell(StoredCalls.Stored call, PreviewChange one, ObjectNode json) {
    json.put("source", call.source()).put("call_id", call.callId());
    json.put("revision", call.revision());
    json.put("destination", one.destination()).put("kind", one.kind().words().replace(' ', '_'));
    if (!one.from().isEmpty()) {
      json.put("from", one.from());
    }
    if (!one.reason().isEmpty()) {
      json.put("reason", one.reason());
    }
    ArrayNode fields = json.putArray("fields");
    for (PreviewChange.Field field : one.fields()) {
      ObjectNode told = fields.addObject().put("field", field.path());
      told.set("before", field.before());
      told.set("after", field.after());
    }
  }
}
