package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.config.DidYouMean;
import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.YamlNode;
import io.aftercall.config.YamlObjectReader;
import io.aftercall.mapping.write.FieldWritePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the fields of a mapping file and compiles their rules. */
final class FieldReader {
  static final List<String> ORIGINS = List.of("from", "constant", "template", "fields");
  static final List<String> KEYS =
      List.of(
          "from",
          "constant",
          "template",
          "fields",
          "convert",
          "lookup",
          "type",
          "default",
          "required",
          "max",
          "on_too_long",
          "when",
          "on_error",
          "write");
  static final List<String> DEFAULT_KEYS =
      List.of("from", "constant", "template", "convert", "lookup", "type", "default");

  /** Keys that would be read and do nothing. */
  private static final Map<String, List<String>> USELESS =
      Map.of(
          "constant", List.of("convert", "lookup", "default", "on_error", "required"),
          "fields", List.of("convert", "lookup", "type", "default", "on_error", "max", "write"));

  private final List<Problem> problems;
  private final JqReader jqs;
  private final TemplateReader templates;
  private final ValuePipelineReader shapes;
  private final WriteModeReader writes;
  private final String key;

  /**
   * @param key the mapping's key field, or ""
   */
  FieldReader(String key, List<Problem> problems) {
    this.key = key;
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
      return jqs.pick(scalar)
          .map(
              sourceExpression ->
                  new FieldSource.From(List.of(sourceExpression), ValuePipeline.AS_IT_IS))
          .map(
              from ->
                  new Field(
                      name, null, from, null, Fallback.NOTHING, FieldWritePolicy.Policy.ALWAYS));
    }
    return YamlObjectReader.of(yamlNode, "a field", KEYS, problems)
        .flatMap(yamlObjectReader -> field(name, yamlObjectReader));
  }

  private Optional<Field> field(Field.Name name, YamlObjectReader yamlObjectReader) {
    Jq when = yamlObjectReader.scalar("when").flatMap(jqs::read).orElse(null);
    Limit limit = limit(name, yamlObjectReader);
    Fallback fallback = fallback(yamlObjectReader);
    FieldWritePolicy.Policy writeMode = writes.read(name, yamlObjectReader);
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
          given.isEmpty() ? "give it from, constant, template or fields" : "keep one of them");
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
      case "constant" ->
          yamlObjectReader.node("constant").flatMap(yamlNode -> fixed(yamlNode, yamlObjectReader));
      case "template" -> text(yamlObjectReader);
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
        .scalar("template")
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
    JsonNode constant = YamlJson.of(scalar, shapes.named(yamlObjectReader));
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
    return new Fallback(
        otherwise,
        onError,
        yamlObjectReader.flag("required").orElse(false),
        yamlObjectReader
            .text("write")
            .filter(YamlObjectReader.name(FieldWritePolicy.Policy.ALWAYS)::equals)
            .isPresent());
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

  /** A key that is cut is the key of another record. */
  private Limit limit(Field.Name name, YamlObjectReader yamlObjectReader) {
    Optional<Integer> max = yamlObjectReader.count("max");
    Limit.OverMax usual = name.path().equals(key) ? Limit.OverMax.REJECT : null;
    Limit.OverMax over = yamlObjectReader.choice("on_too_long", Limit.OverMax.class).orElse(usual);
    if (yamlObjectReader.has("on_too_long") && !yamlObjectReader.has("max")) {
      report(yamlObjectReader.place("on_too_long"), "missing-key", "'on_too_long' needs 'max'", "");
    }
    return max.map(length -> Limit.of(length, over)).orElse(null);
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
