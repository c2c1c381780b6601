package io.aftercall.web.console;

import io.aftercall.call.SourceRules.Variable;
import io.aftercall.config.YamlObjectReader;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A variable as it is written in a source file. */
final class VariableYaml {
  /** Needs no quotes in YAML, also within brackets. */
  private static final Pattern PLAIN =
      Pattern.compile("(?!(?:true|false|null|yes|no|on|off|~)$)[\\p{L}_][\\p{L}\\p{N}_ -]*(?<! )");

  /** Needs no quotes in jq. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private VariableYaml() {}

  /** {@code budget: { type: number, aliases: [kundenbudget] }}. */
  static String of(Variable variable) {
    String name = quoted(variable.name());
    String type = YamlObjectReader.name(variable.type());
    if (variable.aliases().isEmpty() && variable.allowed().isEmpty()) {
      return name + ": " + type;
    }
    return name
        + ": { type: "
        + type
        + list("aliases", variable.aliases())
        + list("values", variable.allowed())
        + " }";
  }

  /**
   * A line of a mapping that gives words a meaning: {@code FIELD: { from: .said.interest, lookup: {
   * maybe: VALUE } }}. {@code FIELD} and {@code VALUE} are for whoever writes it down.
   *
   * @param meanings by word; empty for the words as they are
   */
  static String lookup(String variable, Map<String, String> meanings) {
    String from = ".said" + (NAME.matcher(variable).matches() ? "." + variable : index(variable));
    String read = from.contains("[") ? "\"" + escaped(from) + "\"" : from;
    String lookup =
        meanings.isEmpty()
            ? ""
            : meanings.entrySet().stream()
                .map(one -> quoted(one.getKey()) + ": " + quoted(one.getValue()))
                .collect(Collectors.joining(", ", ", lookup: { ", " }"));
    return "FIELD: { from: " + read + lookup + " }";
  }

  private static String index(String variable) {
    return "[\"" + escaped(variable) + "\"]";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String list(String key, List<String> words) {
    return words.isEmpty()
        ? ""
        : words.stream()
            .map(VariableYaml::quoted)
            .collect(Collectors.joining(", ", ", " + key + ": [", "]"));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "\"" + escaped(word) + "\"";
  }
}
