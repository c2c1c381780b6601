package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.SourceRules.Variable;
import io.aftercall.call.text.CallMoment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives extracted variables their declared names and types.
 *
 * <p>Undeclared variables keep their name and their value untouched, even a text such as {@code
 * "5000"}: guessing would turn a postal code into a number. Of several names for one variable its
 * own name comes first, then the aliases in their order, each only if it says something that can be
 * read. Of one that protects people the safe one wins, whatever its name.
 *
 * <p>Safe for use by many threads.
 */
final class Variables {
  /** A sender could invent names for ever. */
  private static final int MOST_NAMES = 1_000;

  private record Named(Variable variable, int rank) {}

  /** What was sent for one variable under one of its names. */
  record Choice(Variable variable, int rank, String sentAs, JsonNode value) {}

  /** Names that were looked up before; those of nobody lead to {@link #UNDECLARED}. */
  private final Map<String, Named> learned = new ConcurrentHashMap<>();

  private static final Named UNDECLARED = new Named(null, 0);

  private final Map<String, Named> byName = new HashMap<>();
  private final Variable optOut;
  private final VariableCoercion variableCoercion;
  private final SafeReading safely;

  Variables(SourceRules rules) {
    variableCoercion = new VariableCoercion(rules.zone());
    List<Variable> declared = rules.variables();
    for (Variable variable : declared) {
      byName.put(fold(variable.name()), new Named(variable, 0));
    }
    for (Variable variable : declared) {
      List<String> aliases = variable.aliases();
      for (int i = 0; i < aliases.size(); i++) {
        byName.putIfAbsent(fold(aliases.get(i)), new Named(variable, i + 1));
      }
    }
    safely = new SafeReading(rules);
    optOut = optOut(rules);
  }

  /** The protective variable to which the shipped names for an opt-out lead; else null. */
  private Variable optOut(SourceRules rules) {
    for (Protection protection : rules.protections()) {
      Named named = byName.get(fold(protection.variable()));
      Variable variable = named == null ? null : named.variable();
      if (variable == null) {
        variable =
            new Variable(protection.variable(), SourceRules.Type.BOOLEAN, List.of(), List.of());
        byName.put(fold(variable.name()), new Named(variable, 0));
      }
      if (Protection.saysOptOut(variable)) {
        return variable;
      }
    }
    return null;
  }

  /** Whether a variable protects people. */
  boolean isProtective(String name) {
    return safely.protects(name);
  }

  /** The declared variable behind a name that was sent; null for one nobody declared. */
  Variable declared(String sentName) {
    return named(sentName).variable();
  }

  private Named named(String sentName) {
    Named known = learned.get(sentName);
    if (known != null) {
      return known;
    }
    String folded = fold(sentName);
    Named named = byName.get(folded);
    if (named == null) {
      named =
          optOut != null && VariableNames.saysOptOut(folded)
              ? new Named(optOut, Integer.MAX_VALUE)
              : UNDECLARED;
    }
    if (learned.size() < MOST_NAMES) {
      learned.put(sentName, named);
    }
    return named;
  }

  /**
   * The variables as declared. What cannot become its type is null here, and leaves a note and its
   * words; so does what its type does not carry whole ("in the afternoon").
   *
   * @param evidence what else in the call says that the person must be protected
   * @param moment when the call was, or null if that is not known
   */
  ObjectNode typed(
      ObjectNode sent, ReadingNotes notes, SafeReading.Evidence evidence, CallMoment moment) {
    ObjectNode typed = JsonNodeFactory.instance.objectNode();
    Map<String, List<Choice>> choices = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : sent.properties()) {
      Named named = named(field.getKey());
      Variable variable = named.variable();
      if (variable == null) {
        typed.set(field.getKey(), Containers.value(field.getKey(), field.getValue(), false));
        continue;
      }
      typed.putNull(variable.name());
      JsonNode value = field.getValue();
      boolean isProtective = safely.protects(variable.name());
      if (!isProtective) {
        value = Containers.value(variable.name(), value, true);
      }
      if (isProtective || !VariableCoercion.isAbsent(value)) {
        choices
            .computeIfAbsent(variable.name(), name -> new ArrayList<>(1))
            .add(new Choice(variable, named.rank(), field.getKey(), value));
      }
    }
    VariableCoercion here = variableCoercion.at(moment);
    choices.forEach((name, sentAs) -> set(typed, sentAs, here, notes));
    safely.read(choices, evidence, typed, notes);
    return typed;
  }

  private void set(
      ObjectNode typed, List<Choice> choices, VariableCoercion here, ReadingNotes notes) {
    if (safely.protects(choices.get(0).variable().name())) {
      return;
    }
    if (choices.size() > 1) {
      choices.sort(Comparator.comparingInt(Choice::rank));
    }
    for (Choice choice : choices) {
      Variable variable = choice.variable();
      VariableCoercion.Typed result = here.of(choice.value(), variable);
      String type = variable.type().name().toLowerCase(Locale.ROOT);
      if (result.why() == null) {
        typed.set(variable.name(), result.value());
        if (variable.type() == SourceRules.Type.DATE) {
          notes.dateOf(variable.name(), choice.value());
        }
        if (result.note() != null) {
          notes.remark(variable.name(), choice.sentAs(), type, result.note(), choice.value());
        }
        return;
      }
      notes.unread(variable.name(), choice.sentAs(), type, result, choice.value());
    }
  }

  /** {@code "Kunde Interessiert"} and {@code kunde-interessiert} are one name. */
  static String fold(String name) {
    return VariableNames.fold(name);
  }
}
