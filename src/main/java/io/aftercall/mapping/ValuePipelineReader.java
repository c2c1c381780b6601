package io.aftercall.mapping;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.YamlNode;
import io.aftercall.config.YamlObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code convert}, {@code lookup} and {@code type} of a field. */
final class ValuePipelineReader {
  private final List<Problem> problems;

  ValuePipelineReader(List<Problem> problems) {
    this.problems = problems;
  }

  ValuePipeline read(YamlObjectReader yamlObjectReader) {
    List<Conversion> conversions = new ArrayList<>();
    for (YamlNode.Scalar spec : yamlObjectReader.scalars("convert")) {
      conversion(spec).ifPresent(conversions::add);
    }
    ValueType type = yamlObjectReader.choice("type", ValueType.class).orElse(null);
    Lookup lookup =
        yamlObjectReader.node("lookup").map(yamlNode -> lookup(yamlNode, type)).orElse(null);
    if (type != null && !type.isText() && yamlObjectReader.has("max")) {
      report(
          yamlObjectReader.place("max"),
          "conflict",
          "only texts have a length",
          "take 'max' or 'type' away");
    }
    return new ValuePipeline(conversions, lookup, type);
  }

  /** The shape of a constant: it is written as it should be sent. */
  ValuePipeline type(YamlObjectReader yamlObjectReader) {
    return new ValuePipeline(
        List.of(), null, yamlObjectReader.choice("type", ValueType.class).orElse(null));
  }

  /** The type that is named, or null; a wrong name is told by {@link #type}. */
  ValueType named(YamlObjectReader yamlObjectReader) {
    return yamlObjectReader
        .node("type")
        .filter(YamlNode.Scalar.class::isInstance)
        .flatMap(
            yamlNode ->
                YamlObjectReader.constant(((YamlNode.Scalar) yamlNode).text(), ValueType.class))
        .orElse(null);
  }

  private Optional<Conversion> conversion(YamlNode.Scalar spec) {
    Optional<ConversionKind> kind = Conversions.kind(spec.text());
    if (kind.isEmpty()) {
      String name = spec.text().replaceFirst(":.*", "");
      report(
          spec.place(),
          "unknown-convert",
          "there is no conversion '" + name + "'",
          DidYouMean.hint(name, Conversions.names()));
      return Optional.empty();
    }
    Optional<Conversion> conversion = Conversions.of(spec.text());
    if (conversion.isEmpty()) {
      String argument = kind.get().argument();
      report(
          spec.place(),
          "wrong-value",
          "'" + spec.text() + "' is no conversion",
          argument.isEmpty()
              ? "'" + kind.get().name() + "' takes nothing after a colon"
              : "write '" + kind.get().name() + ":' and " + argument);
    }
    return conversion;
  }

  private Lookup lookup(YamlNode yamlNode, ValueType type) {
    Lookup lookup = new Lookup();
    if (!(yamlNode instanceof YamlNode.Mapping mapping)) {
      report(
          yamlNode.place(),
          "wrong-type",
          "'lookup' is a group, not " + yamlNode.kind(),
          "write lookup: { true: Hot, false: Cold }");
      return lookup;
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!(entry.value() instanceof YamlNode.Scalar value)) {
        report(entry.value().place(), "wrong-type", "'" + key + "' must be a single value", "");
      } else if (!lookup.add(key, YamlJson.of(value, type))) {
        report(entry.key().place(), "duplicate-key", "'" + key + "' stands twice", "");
      }
    }
    return lookup;
  }

  private void report(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.at(sourceLocation, code, message, hint));
  }
}
