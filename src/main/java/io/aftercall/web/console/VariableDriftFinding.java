package io.aftercall.web.console;

import io.aftercall.call.SourceRules.Type;
import io.aftercall.call.SourceRules.Variable;
import io.aftercall.call.VariableStatistic;
import io.aftercall.config.DidYouMean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Where what an assistant notes and what its source declares have drifted apart.
 *
 * @param kind undeclared, not-seen, type, new-value or empty
 * @param says in plain words
 * @param values the most frequent ones it is about, shortened; masked for those who may not see
 *     people
 * @param calls ids of calls to look at
 * @param line to write; empty when no line would help
 * @param where the line belongs: {@code variables} of the source, or a mapping; empty without one
 */
record VariableDriftFinding(
    String source,
    String kind,
    String variable,
    String says,
    List<DriftValue> values,
    List<String> calls,
    String line,
    String where) {
  private static final String VARIABLES = "variables";
  private static final String MAPPING = "mapping";

  /** Fewer calls say nothing about what never comes. */
  private static final int ENOUGH = 20;

  private static final double MOSTLY = 0.9;

  /**
   * What is asked about, and by whom.
   *
   * @param calls that brought variables
   * @param people whether whoever asks may see values
   * @param compared how the rules read variables
   */
  record ReportScope(String source, int calls, boolean people, ComparedVariables compared) {}

  /** Everything that stands out. */
  static List<VariableDriftFinding> of(ReportScope scope, List<VariableStatistic> tallies) {
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
        undeclared(scope, tally, names).ifPresent(found::add);
      } else {
        declared(scope, tally, found::add);
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
      ReportScope scope, VariableStatistic tally, Map<String, Variable> names) {
    if (tally.seen() == tally.empty()) {
      return Optional.empty();
    }
    String says = "comes in %s, and nobody declares it".formatted(calls(tally.seen()));
    if (tally.isOfSeveralForms()) {
      says += "; now as a number, now as a text";
    }
    // Under the other's name a rule that reads this one would find it no more.
    Variable near =
        scope.compared().reads(tally.name())
            ? null
            : DidYouMean.slip(tally.name(), names.keySet()).map(names::get).orElse(null);
    String line;
    if (near != null) {
      List<String> aliases = new ArrayList<>(near.aliases());
      aliases.add(tally.name());
      says += "; is it " + near.name() + "?";
      line = VariableYaml.of(new Variable(near.name(), near.type(), aliases, near.allowed()));
    } else {
      // What protects a person is a yes or no, whatever came; a text would be read as nothing.
      Type type = tally.isProtective() ? Type.BOOLEAN : tally.bestType();
      boolean fits = tally.isProtective() || scope.compared().allows(tally.name(), type);
      says += fits ? "" : "; a rule or mapping reads it as something else than " + words(type);
      line = fits ? VariableYaml.of(new Variable(tally.name(), type, List.of(), List.of())) : "";
    }
    return Optional.of(
        new VariableDriftFinding(
            scope.source(),
            "undeclared",
            tally.name(),
            says,
            DriftValue.of(tally.name(), tally.words(), scope.people()),
            tally.calls(),
            line,
            line.isEmpty() ? "" : VARIABLES));
  }

  private static void declared(
      ReportScope scope, VariableStatistic tally, Consumer<VariableDriftFinding> found) {
    String source = scope.source();
    Variable variable = tally.variable();
    if (tally.seen() == 0) {
      if (scope.calls() >= ENOUGH) {
        String says = "is declared, and in %s it never came".formatted(calls(scope.calls()));
        String line = "# " + VariableYaml.of(variable);
        found.accept(
            new VariableDriftFinding(
                source, "not-seen", tally.name(), says, List.of(), List.of(), line, VARIABLES));
      }
      return;
    }
    if (tally.misfits() > 0) {
      found.accept(misfits(scope, tally));
    }
    if (!tally.newWords().isEmpty()) {
      found.accept(newWords(scope, tally));
    }
    if (tally.seen() >= ENOUGH && tally.empty() >= tally.seen() * MOSTLY) {
      String says =
          "is empty in %d of %s; does the assistant still ask?"
              .formatted(tally.empty(), calls(tally.seen()));
      found.accept(
          new VariableDriftFinding(
              source, "empty", tally.name(), says, List.of(), tally.calls(), "", ""));
    }
  }

  /** The type stays: rules and mappings count on it. The words have a name of their own. */
  private static VariableDriftFinding misfits(ReportScope scope, VariableStatistic tally) {
    int filled = tally.seen() - tally.empty();
    String says;
    String line = "";
    if (tally.isProtective()) {
      // Any other type would read such words as nothing, and the person would be called again.
      says =
          "%d of %d values are neither a clear yes nor a clear no, and are read on the safe side;"
                  .formatted(tally.misfits(), filled)
              + " have the assistant answer true or false";
    } else {
      says =
          "%d of %d values are not %s; keep the type, the words are in .said and a mapping can use them"
              .formatted(tally.misfits(), filled, words(tally.variable().type()));
      line = scope.people() ? lookup(tally) : VariableYaml.lookup(tally.name(), Map.of());
    }
    return new VariableDriftFinding(
        scope.source(),
        "type",
        tally.name(),
        says,
        DriftValue.of(tally.name(), tally.misfitWords(), scope.people()),
        tally.misfitCalls(),
        line,
        line.isEmpty() ? "" : MAPPING);
  }

  /** Words for yes and no are few and come again; ranges and dates are as many as calls. */
  private static String lookup(VariableStatistic tally) {
    Map<String, String> meanings = new LinkedHashMap<>();
    if (tally.variable().type() == Type.BOOLEAN) {
      DriftValue.of(tally.name(), tally.misfitWords(), true).stream()
          .filter(value -> !value.isCut())
          .forEach(value -> meanings.put(value.value(), "VALUE"));
    }
    return VariableYaml.lookup(tally.name(), meanings);
  }

  private static VariableDriftFinding newWords(ReportScope scope, VariableStatistic tally) {
    int many = tally.newWords().size();
    String says = many == 1 ? "has a value" : "has " + many + " values";
    says += " that the closed list does not have";
    String line = "";
    String where = "";
    if (scope.people()) {
      Variable variable = tally.variable();
      Map<String, String> slips = new TreeMap<>();
      List<String> wider = new ArrayList<>(variable.allowed());
      for (String word : new TreeMap<>(tally.newWords()).keySet()) {
        DidYouMean.slip(word, variable.allowed())
            .ifPresentOrElse(meant -> slips.put(word, meant), () -> wider.add(word));
      }
      boolean onlySlips = wider.size() == variable.allowed().size();
      where = onlySlips ? MAPPING : VARIABLES;
      line =
          onlySlips
              ? VariableYaml.lookup(tally.name(), slips)
              : VariableYaml.of(
                  new Variable(variable.name(), variable.type(), variable.aliases(), wider));
    }
    return new VariableDriftFinding(
        scope.source(),
        "new-value",
        tally.name(),
        says,
        DriftValue.of(tally.name(), tally.newWords(), scope.people()),
        tally.newWordCalls(),
        line,
        where);
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
