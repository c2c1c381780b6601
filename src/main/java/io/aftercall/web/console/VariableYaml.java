package io.aftercall.web.console;

import io.aftercall.call.SourceRules.Variable;
import io.aftercall.config.YamlObjectReader;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A variable as it is written in a source file. */
final class VariableYaml {
  /** Needs no quotes in YAML, also within brackets. */
  private static final Pattern PLAIN =
      Pattern.compile("(?!(?:true|false|null|yes|no|on|off|~)$)[\\p{L}_][\\p{L}\\p{N}_ -]*(?<! )");

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

  private static String list(String key, List<String> words) {
    return words.isEmpty()
        ? ""
        : words.stream()
            .map(VariableYaml::quoted)
            .collect(Collectors.joining(", ", ", " + key + ": [", "]"));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches()
        ? word
        : "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
