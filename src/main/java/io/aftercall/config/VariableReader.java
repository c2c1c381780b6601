package io.aftercall.config;

import io.aftercall.call.CallVocabulary;
import io.aftercall.call.SourceRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code variables} of a source: what an assistant extracts from the conversation. */
final class VariableReader {
  static final List<String> KEYS = List.of("type", "aliases", "values");

  private final List<Problem> problems;
  private final Map<String, Claim> names = new LinkedHashMap<>();

  /** A name as it was written first, and whose it is. */
  private record Claim(String variable, String written, SourceLocation place) {}

  VariableReader(List<Problem> problems) {
    this.problems = problems;
  }

  List<SourceRules.Variable> read(YamlNode yamlNode) {
    List<SourceRules.Variable> variables = new ArrayList<>();
    if (!(yamlNode instanceof YamlNode.Mapping mapping)) {
      report(
          yamlNode.place(),
          "wrong-type",
          "'variables' is a group of names, not " + yamlNode.kind(),
          "write 'customer_interested: boolean'");
      return variables;
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      variable(entry).ifPresent(variables::add);
    }
    return variables;
  }

  /** {@code name: boolean}, or {@code name: { type: boolean, aliases: […] }}. */
  private Optional<SourceRules.Variable> variable(YamlNode.Entry entry) {
    String name = entry.key().text();
    claim(name, name, entry.key().place());
    if (entry.value() instanceof YamlNode.Scalar type) {
      return Optional.of(new SourceRules.Variable(name, type(type), List.of(), List.of()));
    }
    return YamlObjectReader.of(entry.value(), "a variable", KEYS, problems)
        .map(yamlObjectReader -> full(name, yamlObjectReader));
  }

  private SourceRules.Variable full(String name, YamlObjectReader yamlObjectReader) {
    List<YamlNode.Scalar> aliases = yamlObjectReader.scalars("aliases");
    aliases.forEach(alias -> claim(name, alias.text(), alias.place()));
    return new SourceRules.Variable(
        name,
        yamlObjectReader.scalar("type").map(this::type).orElse(SourceRules.Type.STRING),
        aliases.stream().map(YamlNode.Scalar::text).toList(),
        yamlObjectReader.texts("values"));
  }

  private SourceRules.Type type(YamlNode.Scalar written) {
    Optional<SourceRules.Type> type =
        YamlObjectReader.constant(written.text(), SourceRules.Type.class);
    if (type.isEmpty()) {
      report(
          written.place(),
          "wrong-value",
          "'" + written.text() + "' is no type of a variable",
          DidYouMean.hint(written.text(), YamlObjectReader.names(SourceRules.Type.class)));
    }
    return type.orElse(SourceRules.Type.STRING);
  }

  /**
   * A name leads to one variable only, else it would depend on the order in the file. Two spellings
   * of one name for the same variable do no harm.
   */
  private void claim(String variable, String name, SourceLocation sourceLocation) {
    Claim claim = new Claim(variable, name, sourceLocation);
    Claim first = names.putIfAbsent(CallVocabulary.variableName(name), claim);
    if (first != null
        && (!first.variable().equals(variable) || first.written().equalsIgnoreCase(name))) {
      report(
          sourceLocation,
          "duplicate-name",
          "'" + name + "' already leads to another variable",
          "see line " + first.place().line());
    }
  }

  private void report(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.at(sourceLocation, code, message, hint));
  }
}
