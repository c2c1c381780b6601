package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.config.DidYouMean;
import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.YamlNode;
import io.aftercall.config.YamlObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the fields of a mapping file and compiles their rules. */
final class FieldReader {
  static final List<String> ORIGINS = List.of("from", "value", "text", "fields");
  static final List<String> KEYS =
      List.of(
          "from",
          "value",
          "text",
          "fields",
          "convert",
          "values",
          "type",
          "default",
          "required",
          "max",
          "over_max",
          "when",
          "on_error",
          "write");
  static final List<String> DEFAULT_KEYS =
      List.of("from", "value", "text", "convert", "values", "type", "default");

  /** Keys that would be read and do nothing. */
  private static final Map<String, List<String>> USELESS =
      Map.of(
          "value", List.of("convert", "values", "default", "on_error", "required"),
          "fields", List.of("convert", "values", "type", "default", "on_error", "max", "write"));

  enum OverMax {
    CUT,
    REFUSE
  }

  private final List<Problem> problems;
  private final JqReader jqs;
  private final TemplateReader templates;
  private final ValuePipelineReader shapes;
  private final WriteModeReader writes;

  /**
   * @param key the mapping's key field, or ""
   */
  FieldReader(String key, List<Problem> problems) {
    this.problems = problems;
    this.jqs = new JqReader(problems);
    this.templates = new TemplateReader(jqs, problems);
    this.shapes = new ValuePipelineReader(problems);
    this.writes = new WriteModeReader(key, problems);
  }

  List<Field> fields(YamlNode yamlNode, Field.Name parent) {
    List<Field> fields = new ArrayList<>();
    if (!(yamlNode instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
      report(
          yamlNode.place(),
          "wrong-type",
          "'fields' is a group of fields, not " + yamlNode.kind(),
          "write 'Phone: .customer_phone'");
      return fields;
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      field(parent.child(entry.key().text()), entry.value()).ifPresent(fields::add);
    }
    return fields;
  }

  private Optional<Field> field(Field.Name name, YamlNode yamlNode) {
    if (yamlNode instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
      Fallback nothing = new Fallback(null, OnError.OMIT, false);
      return jqs.pick(scalar)
          .map(
              sourceExpression ->
                  new FieldSource.From(List.of(sourceExpression), ValuePipeline.AS_IT_IS))
          .map(from -> new Field(name, null, from, null, nothing, WriteMode.ALWAYS));
    }
    return YamlObjectReader.of(yamlNode, "a field", KEYS, problems)
        .flatMap(yamlObjectReader -> field(name, yamlObjectReader));
  }

  private Optional<Field> field(Field.Name name, YamlObjectReader yamlObjectReader) {
    Jq when = yamlObjectReader.scalar("when").flatMap(jqs::read).orElse(null);
    Limit limit = limit(yamlObjectReader);
    Fallback fallback = fallback(yamlObjectReader);
    WriteMode writeMode = writes.read(name, yamlObjectReader);
    return origin(name, yamlObjectReader)
        .map(fieldSource -> new Field(name, when, fieldSource, limit, fallback, writeMode));
  }

  /** Exactly one of {@link #ORIGINS}. */
  private Optional<FieldSource> origin(Field.Name name, YamlObjectReader yamlObjectReader) {
    List<String> given = ORIGINS.stream().filter(yamlObjectReader::has).toList();
    if (given.size() != 1) {
      report(
          yamlObjectReader.place(),
          given.isEmpty() ? "missing-key" : "conflict",
          given.isEmpty()
              ? "the field does not say where its value comes from"
              : "the field has both '" + String.join("' and '", given) + "'",
          given.isEmpty() ? "give it from, value, text or fields" : "keep one of them");
      return Optional.empty();
    }
    for (String key : USELESS.getOrDefault(given.get(0), List.of())) {
      if (yamlObjectReader.has(key)) {
        report(
            yamlObjectReader.place(key),
            "conflict",
            "'" + key + "' does nothing beside '" + given.get(0) + "'",
            "take it away");
      }
    }
    return switch (given.get(0)) {
      case "value" ->
          yamlObjectReader.node("value").flatMap(yamlNode -> fixed(yamlNode, yamlObjectReader));
      case "text" -> text(yamlObjectReader);
      case "fields" ->
          yamlObjectReader
              .node("fields")
              .map(yamlNode -> new FieldSource.Nested(fields(yamlNode, name)));
      default -> from(yamlObjectReader);
    };
  }

  private Optional<FieldSource> from(YamlObjectReader yamlObjectReader) {
    List<SourceExpression> sources = new ArrayList<>();
    List<YamlNode.Scalar> written = yamlObjectReader.scalars("from");
    written.forEach(scalar -> jqs.pick(scalar).ifPresent(sources::add));
    if (written.isEmpty()
        && yamlObjectReader.node("from").orElseThrow() instanceof YamlNode.Sequence list) {
      report(list.place(), "wrong-value", "'from' is an empty list", "give it at least one path");
    }
    ValuePipeline valuePipeline = shapes.read(yamlObjectReader);
    return sources.isEmpty()
        ? Optional.empty()
        : Optional.of(new FieldSource.From(sources, valuePipeline));
  }

  private Optional<FieldSource> text(YamlObjectReader yamlObjectReader) {
    ValuePipeline valuePipeline = shapes.read(yamlObjectReader);
    return yamlObjectReader
        .scalar("text")
        .map(templates::read)
        .map(text -> new FieldSource.Text(text, valuePipeline));
  }

  /** A constant must fit the field's type and length now, not with the first call. */
  private Optional<FieldSource> fixed(YamlNode yamlNode, YamlObjectReader yamlObjectReader) {
    ValuePipeline type = shapes.type(yamlObjectReader);
    if (!(yamlNode instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
      report(yamlNode.place(), "wrong-type", "a fixed value must be a single value", "");
      return Optional.empty();
    }
    JsonNode constant = YamlJson.of(scalar);
    MappingRun mappingRun = MappingRun.quiet(YamlJson.emptyCall());
    JsonNode fitting = type.apply(constant, mappingRun);
    int max =
        yamlObjectReader.node("max").isPresent()
            ? yamlObjectReader.count("max").orElse(Integer.MAX_VALUE)
            : 0;
    if (fitting == null) {
      report(
          yamlNode.place(), "wrong-value", "this value is " + mappingRun.trouble(), "see 'type'");
      return Optional.empty();
    }
    if (max > 0 && fitting.isTextual() && ScalarValues.isLonger(fitting.textValue(), max)) {
      report(
          yamlNode.place(), "wrong-value", "this value is longer than " + max + " characters", "");
    }
    return Optional.of(new FieldSource.Fixed(fitting));
  }

  private Fallback fallback(YamlObjectReader yamlObjectReader) {
    FieldSource otherwise =
        yamlObjectReader
            .node("default")
            .flatMap(yamlNode -> otherwise(yamlNode, yamlObjectReader))
            .orElse(null);
    OnError onError =
        yamlObjectReader
            .choice("on_error", OnError.class)
            .orElse(otherwise == null ? OnError.OMIT : OnError.DEFAULT);
    if (onError == OnError.DEFAULT && !yamlObjectReader.has("default")) {
      report(
          yamlObjectReader.place("on_error"),
          "missing-key",
          "there is no 'default' to use",
          "add one");
    }
    return new Fallback(otherwise, onError, yamlObjectReader.flag("required").orElse(false));
  }

  /** A constant, or a small field of its own: {@code { from: .local_date, convert: date }}. */
  private Optional<FieldSource> otherwise(YamlNode yamlNode, YamlObjectReader yamlObjectReader) {
    if (!(yamlNode instanceof YamlNode.Mapping)) {
      return fixed(yamlNode, yamlObjectReader);
    }
    return YamlObjectReader.of(yamlNode, "a default", DEFAULT_KEYS, problems)
        .flatMap(this::otherwise);
  }

  private Optional<FieldSource> otherwise(YamlObjectReader yamlObjectReader) {
    Optional<FieldSource> first = origin(new Field.Name("", ""), yamlObjectReader);
    Optional<FieldSource> second =
        yamlObjectReader.node("default").flatMap(yamlNode -> otherwise(yamlNode, yamlObjectReader));
    return first.isPresent() && second.isPresent()
        ? Optional.of(new FieldSource.Otherwise(first.get(), second.get()))
        : first;
  }

  private Limit limit(YamlObjectReader yamlObjectReader) {
    Optional<Integer> max = yamlObjectReader.count("max");
    OverMax over = yamlObjectReader.choice("over_max", OverMax.class).orElse(OverMax.CUT);
    if (yamlObjectReader.has("over_max") && !yamlObjectReader.has("max")) {
      report(yamlObjectReader.place("over_max"), "missing-key", "'over_max' needs 'max'", "");
    }
    return max.map(length -> Limit.of(length, over == OverMax.REFUSE)).orElse(null);
  }

  /** Names a destination will not take twice are found here: the key must be a field. */
  void checkKey(String key, SourceLocation sourceLocation, List<Field> fields) {
    List<String> names = fields.stream().map(field -> field.name().key()).toList();
    if (!names.contains(key)) {
      report(
          sourceLocation,
          "missing-field",
          "the key '" + key + "' is none of the fields",
          DidYouMean.to(key, names).map(near -> "did you mean '" + near + "'?").orElse("add it"));
    }
  }

  private void report(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.at(sourceLocation, code, message, hint));
  }
}
