package io.aftercall.config;

import io.aftercall.call.CallVocabulary;
import io.aftercall.call.Protection;
import io.aftercall.call.SourceRules.Variable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code protective} of a source: the variables that protect people. */
final class ProtectionReader {
  static final List<String> KEYS =
      List.of("unclear", "phrases", "shipped_phrases", "lead_statuses", "scope", "revisable");

  private final List<Problem> problems;

  ProtectionReader(List<Problem> problems) {
    this.problems = problems;
  }

  /** Those the source names; without the key the shipped ones. */
  List<Protection> read(YamlObjectReader yamlObjectReader, List<Variable> variables) {
    YamlNode yamlNode = yamlObjectReader.node("protective").orElse(null);
    if (yamlNode == null) {
      return Protection.shipped(variables);
    }
    if (!(yamlNode instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
      problems.add(
          Problem.at(
              yamlNode.place(),
              "wrong-type",
              "'protective' is a group of variables, not " + yamlNode.kind(),
              "write protective: { do_not_call: { unclear: suppress } }"));
      return Protection.shipped(variables);
    }
    List<Protection> protections = new ArrayList<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      String name = entry.key().text();
      check(entry.key(), variables);
      protections.add(
          YamlObjectReader.of(entry.value(), "a protective variable", KEYS, problems)
              .map(one -> protection(name, one))
              .orElse(Protection.shipped(name)));
    }
    return protections;
  }

  /** The shipped names lead to do_not_call even where the source does not declare it. */
  private void check(YamlNode.Scalar name, List<Variable> variables) {
    List<String> names = new ArrayList<>(variables.stream().map(Variable::name).toList());
    names.add(Protection.DO_NOT_CALL);
    if (!names.contains(name.text())) {
      problems.add(
          Problem.at(
              name.place(),
              "unknown-variable",
              "'" + name.text() + "' is no variable of this source",
              DidYouMean.hint(name.text(), names)));
    }
  }

  private static Protection protection(String name, YamlObjectReader yamlObjectReader) {
    Set<String> phrases = new LinkedHashSet<>(yamlObjectReader.texts("phrases"));
    if (yamlObjectReader.flag("shipped_phrases").orElse(true)) {
      phrases.addAll(Protection.shippedPhrases());
    }
    List<String> statuses =
        yamlObjectReader.has("lead_statuses")
            ? yamlObjectReader.texts("lead_statuses").stream().map(CallVocabulary::status).toList()
            : Protection.LEAD_STATUSES;
    return new Protection(
        name,
        yamlObjectReader
            .choice("unclear", Protection.Unclear.class)
            .orElse(Protection.Unclear.SUPPRESS),
        List.copyOf(phrases),
        statuses,
        yamlObjectReader.choice("scope", Protection.Scope.class).orElse(Protection.Scope.ALL),
        yamlObjectReader.flag("revisable").orElse(false));
  }
}
