package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.SourceRules.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what the assistants of one sender note, against what its source declares. Bounded in what
 * it keeps, however much it sees. Not for several threads.
 */
public final class VariableStatistics {
  /** A hostile sender could invent names for ever. */
  private static final int MOST_NAMES = 300;

  private final SourceRules rules;
  private final Variables variables;
  private final VariableCoercion variableCoercion;
  private final Map<String, VariableStatistic> tallies = new LinkedHashMap<>();
  private int calls;

  public VariableStatistics(SourceRules rules) {
    this.rules = rules;
    this.variables = new Variables(rules);
    this.variableCoercion = new VariableCoercion(rules.zone());
    for (Variable variable : rules.variables()) {
      String name = variable.name();
      tallies.put(name, new VariableStatistic(name, variable, variables.isProtective(name)));
    }
  }

  /** Adds the body of a call; what is none, or holds no variables, does not count. */
  public void add(byte[] body) {
    Noted noted = noted(body);
    if (noted == null || noted.variables().isEmpty()) {
      return;
    }
    calls++;
    Map<String, Seen> seen = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : noted.variables().properties()) {
      Variable variable = variables.declared(field.getKey());
      String name = variable == null ? VariableStatistic.brief(field.getKey()) : variable.name();
      seen.merge(
          name,
          new Seen(
              field.getKey(), Containers.value(field.getKey(), field.getValue(), variable != null)),
          // Of several names for one variable the one that says something.
          (a, b) -> VariableCoercion.isAbsent(a.value()) ? b : a);
    }
    seen.forEach((name, one) -> count(name, one, noted.callId()));
  }

  private record Noted(String callId, ObjectNode variables) {}

  private record Seen(String sentAs, JsonNode value) {}

  /** Null when the body is no call. */
  private Noted noted(byte[] body) {
    try {
      ObjectNode shaped = rules.shape().of(LenientJson.read(body, LenientJson::tree));
      CallRecognition callRecognition = CallRecognition.of(shaped);
      CallIdentity callIdentity = callRecognition.envelope();
      if (!callIdentity.understood() || callIdentity.kind() != BodyKind.CALL) {
        return null;
      }
      ObjectNode part = callRecognition.body(shaped);
      return new Noted(
          callIdentity.callId(),
          CallReader.extracted(part, part.path("analysis"), new ReadingNotes()));
    } catch (UnreadableBodyException e) {
      return null;
    }
  }

  private void count(String name, Seen seen, String callId) {
    VariableStatistic tally = tallies.get(name);
    if (tally == null && tallies.size() < MOST_NAMES) {
      tally = new VariableStatistic(name, variables.declared(name), variables.isProtective(name));
      tallies.put(name, tally);
    }
    if (tally != null) {
      tally.count(seen.sentAs(), seen.value(), callId, variableCoercion);
    }
  }

  /** Calls that brought variables. */
  public int calls() {
    return calls;
  }

  /** One for each declared variable, in the order of the source, then one for each other name. */
  public List<VariableStatistic> tallies() {
    return new ArrayList<>(tallies.values());
  }
}
