package io.aftercall.lint;

import io.aftercall.config.YamlNode;
import io.aftercall.mapping.WrittenScalars;
import java.util.List;
import java.util.Set;

/** Fixed values of a mapping that look like numbers and are sent as the texts they are. */
final class ScalarsAsWritten {
  private static final List<String> FIXED = List.of("constant", "default");
  private static final Set<String> TYPES = Set.of("number", "integer", "string");

  private final ProblemCollector problemCollector;

  ScalarsAsWritten(ProblemCollector problemCollector) {
    this.problemCollector = problemCollector;
  }

  /** Visits every field of a mapping file. */
  void check(YamlNode yamlNode) {
    if (!(yamlNode instanceof YamlNode.Mapping group)) {
      return;
    }
    boolean typed =
        group.get("type").orElse(null) instanceof YamlNode.Scalar type
            && TYPES.contains(type.text());
    if (!typed) {
      FIXED.forEach(key -> group.get(key).ifPresent(this::look));
      if (group.get("lookup").orElse(null) instanceof YamlNode.Mapping lookup) {
        lookup.entries().forEach(entry -> look(entry.value()));
      }
    }
    group.entries().forEach(entry -> check(entry.value()));
  }

  private void look(YamlNode yamlNode) {
    if (yamlNode instanceof YamlNode.Scalar scalar && WrittenScalars.isKeptAsText(scalar)) {
      problemCollector.warning(
          scalar.place(),
          "kept-as-text",
          "%s is sent as the text \"%s\": as a number its digits would change"
              .formatted(scalar.text(), scalar.text()),
          "put it in quotes, or say type: number");
    }
  }
}
