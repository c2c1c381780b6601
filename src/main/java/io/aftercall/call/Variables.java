package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.SourceRules.Variable;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gives extracted variables their declared names and types.
 *
 * <p>Undeclared variables keep their name and their value untouched, even a text such as {@code
 * "5000"}: guessing would turn a postal code into a number. Of several names for one variable its
 * own name comes first, then the aliases in their order, each only if it says something.
 */
final class Variables {
  private record Named(Variable variable, int rank) {}

  private record Choice(Variable variable, int rank, String sentAs, JsonNode value) {}

  private final Map<String, Named> byName = new HashMap<>();
  private final VariableCoercion variableCoercion;

  Variables(List<Variable> declared, ZoneId zone) {
    this.variableCoercion = new VariableCoercion(zone);
    for (Variable variable : declared) {
      byName.put(fold(variable.name()), new Named(variable, 0));
    }
    for (Variable variable : declared) {
      List<String> aliases = variable.aliases();
      for (int i = 0; i < aliases.size(); i++) {
        byName.putIfAbsent(fold(aliases.get(i)), new Named(variable, i + 1));
      }
    }
  }

  /** The declared variable behind a name that was sent; null for one nobody declared. */
  Variable declared(String sentName) {
    Named named = byName.get(fold(sentName));
    return named == null ? null : named.variable();
  }

  /**
   * The variables as declared. What cannot become its type is null here, stays in {@code .raw}, and
   * leaves a note {@code {name, from, type, why}} without the value.
   */
  ObjectNode typed(ObjectNode sent, ArrayNode notes) {
    ObjectNode typed = JsonNodeFactory.instance.objectNode();
    Map<String, Choice> choices = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : sent.properties()) {
      Named named = byName.get(fold(field.getKey()));
      if (named == null) {
        typed.set(field.getKey(), field.getValue());
        continue;
      }
      Variable variable = named.variable();
      typed.putNull(variable.name());
      Choice choice = new Choice(variable, named.rank(), field.getKey(), field.getValue());
      if (!VariableCoercion.isAbsent(choice.value())) {
        choices.merge(variable.name(), choice, (a, b) -> b.rank() < a.rank() ? b : a);
      }
    }
    choices.values().forEach(choice -> set(typed, choice, notes));
    return typed;
  }

  private void set(ObjectNode typed, Choice choice, ArrayNode notes) {
    Variable variable = choice.variable();
    VariableCoercion.Typed result = variableCoercion.of(choice.value(), variable);
    if (result.why() == null) {
      typed.set(variable.name(), result.value());
      return;
    }
    notes
        .addObject()
        .put("name", variable.name())
        .put("from", choice.sentAs())
        .put("type", variable.type().name().toLowerCase(Locale.ROOT))
        .put("why", result.why());
  }

  /** {@code "Kunde Interessiert"} and {@code kunde-interessiert} are {@code kunde_interessiert}. */
  static String fold(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      if (!plain) {
        return name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
      }
    }
    return name;
  }
}
