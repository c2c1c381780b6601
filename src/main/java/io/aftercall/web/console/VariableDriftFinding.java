package io.aftercall.web.console;

import io.aftercall.call.SourceRules.Type;
import io.aftercall.call.SourceRules.Variable;
import io.aftercall.call.VariableStatistic;
import io.aftercall.config.DidYouMean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Where what an assistant notes and what its source declares have drifted apart.
 *
 * @param kind undeclared, not-seen, type, new-value or empty
 * @param says in plain words
 * @param calls ids of calls to look at
 * @param line for {@code variables} of the source; empty when no line would help
 */
record VariableDriftFinding(
    String source, String kind, String variable, String says, List<String> calls, String line) {
  /** Fewer calls say nothing about what never comes. */
  private static final int ENOUGH = 20;

  private static final double MOSTLY = 0.9;

  /**
   * Everything that stands out.
   *
   * @param people whether whoever asks may see values
   */
  static List<VariableDriftFinding> of(
      String source, int calls, List<VariableStatistic> tallies, boolean people) {
    List<VariableDriftFinding> found = new ArrayList<>();
    Map<String, Variable> names = new HashMap<>();
    for (VariableStatistic tally : tallies) {
      if (tally.variable() != null) {
        names.put(tally.name(), tally.variable());
        tally.variable().aliases().forEach(alias -> names.put(alias, tally.variable()));
      }
    }
    for (VariableStatistic tally : tallies) {
      if (tally.variable() == null) {
        undeclared(source, tally, names).ifPresent(found::add);
      } else {
        declared(source, calls, tally, people, found::add);
      }
    }
    // What never comes may well be another assistant's.
    found.sort(Comparator.comparing(VariableDriftFinding::isUnseen));
    return found;
  }

  /** Declared, and never there. */
  boolean isUnseen() {
    return kind.equals("not-seen");
  }

  /** A name that never says anything is no loss. */
  private static Optional<VariableDriftFinding> undeclared(
      String source, VariableStatistic tally, Map<String, Variable> names) {
    if (tally.seen() == tally.empty()) {
      return Optional.empty();
    }
    String says = "comes in %s, and nobody declares it".formatted(calls(tally.seen()));
    if (tally.isOfSeveralForms()) {
      says += "; now as a number, now as a text";
    }
    Variable near = DidYouMean.slip(tally.name(), names.keySet()).map(names::get).orElse(null);
    if (near != null) {
      List<String> aliases = new ArrayList<>(near.aliases());
      aliases.add(tally.name());
      Variable wider = new Variable(near.name(), near.type(), aliases, near.allowed());
      says += "; is it " + near.name() + "?";
      return Optional.of(
          new VariableDriftFinding(
              source, "undeclared", tally.name(), says, tally.calls(), VariableYaml.of(wider)));
    }
    Variable fitting = new Variable(tally.name(), tally.bestType(), List.of(), List.of());
    return Optional.of(
        new VariableDriftFinding(
            source, "undeclared", tally.name(), says, tally.calls(), VariableYaml.of(fitting)));
  }

  private static void declared(
      String source,
      int calls,
      VariableStatistic tally,
      boolean people,
      Consumer<VariableDriftFinding> found) {
    Variable variable = tally.variable();
    if (tally.seen() == 0) {
      if (calls >= ENOUGH) {
        String says = "is declared, and in %s it never came".formatted(calls(calls));
        found.accept(
            new VariableDriftFinding(
                source,
                "not-seen",
                tally.name(),
                says,
                List.of(),
                "# " + VariableYaml.of(variable)));
      }
      return;
    }
    if (tally.misfits() > 0) {
      found.accept(misfits(source, tally));
    }
    if (!tally.newWords().isEmpty()) {
      found.accept(newWords(source, tally, people));
    }
    if (tally.seen() >= ENOUGH && tally.empty() >= tally.seen() * MOSTLY) {
      String says =
          "is empty in %d of %s; does the assistant still ask?"
              .formatted(tally.empty(), calls(tally.seen()));
      found.accept(
          new VariableDriftFinding(source, "empty", tally.name(), says, tally.calls(), ""));
    }
  }

  private static VariableDriftFinding misfits(String source, VariableStatistic tally) {
    Variable variable = tally.variable();
    if (tally.isProtective()) {
      // Any other type would read such words as nothing, and the person would be called again.
      String unclear =
          "%d of %d values are neither a clear yes nor a clear no, and are read on the safe side;"
                  .formatted(tally.misfits(), tally.seen() - tally.empty())
              + " have the assistant answer true or false";
      return new VariableDriftFinding(
          source, "type", tally.name(), unclear, tally.misfitCalls(), "");
    }
    Type best = tally.bestType();
    String says =
        "%d of %d values are not %s"
            .formatted(tally.misfits(), tally.seen() - tally.empty(), words(variable.type()));
    Variable other = new Variable(variable.name(), best, variable.aliases(), variable.allowed());
    return new VariableDriftFinding(
        source, "type", tally.name(), says, tally.misfitCalls(), VariableYaml.of(other));
  }

  private static VariableDriftFinding newWords(
      String source, VariableStatistic tally, boolean people) {
    int many = tally.newWords().size();
    String says = many == 1 ? "has a value" : "has " + many + " values";
    says += " that the closed list does not have";
    String line = "";
    if (people) {
      says +=
          tally.newWords().entrySet().stream()
              .map(word -> "'%s' (%d)".formatted(word.getKey(), word.getValue()))
              .sorted()
              .collect(Collectors.joining(", ", ": ", ""));
      Variable variable = tally.variable();
      List<String> wider = new ArrayList<>(variable.allowed());
      tally.newWords().keySet().stream().sorted().forEach(wider::add);
      line =
          VariableYaml.of(
              new Variable(variable.name(), variable.type(), variable.aliases(), wider));
    }
    return new VariableDriftFinding(
        source, "new-value", tally.name(), says, tally.newWordCalls(), line);
  }

  private static String words(Type type) {
    return switch (type) {
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "yes or no";
      case DATE -> "a date";
      case DATETIME -> "a date with a time";
    };
  }

  private static String calls(int count) {
    return count == 1 ? "1 call" : count + " calls";
  }
}
