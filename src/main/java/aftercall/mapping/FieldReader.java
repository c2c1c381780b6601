package aftercall.mapping;

import aftercall.config.Form;
import aftercall.config.Nearest;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Problem;
import com.fasterxml.jackson.databind.JsonNode;
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
  private final ShapeReader shapes;
  private final WriteReader writes;

  /**
   * @param key the mapping's key field, or ""
   */
  FieldReader(String key, List<Problem> problems) {
    this.problems = problems;
    this.jqs = new JqReader(problems);
    this.templates = new TemplateReader(jqs, problems);
    this.shapes = new ShapeReader(problems);
    this.writes = new WriteReader(key, problems);
  }

  List<Field> fields(Node node, Field.Name parent) {
    List<Field> fields = new ArrayList<>();
    if (!(node instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
      report(
          node.place(),
          "wrong-type",
          "'fields' is a group of fields, not " + node.kind(),
          "write 'Phone: .customer_phone'");
      return fields;
    }
    for (Node.Entry entry : mapping.entries()) {
      field(parent.child(entry.key().text()), entry.value()).ifPresent(fields::add);
    }
    return fields;
  }

  private Optional<Field> field(Field.Name name, Node node) {
    if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
      Fallback nothing = new Fallback(null, OnError.OMIT, false);
      return jqs.pick(scalar)
          .map(pick -> new Origin.From(List.of(pick), Shape.AS_IT_IS))
          .map(from -> new Field(name, null, from, null, nothing, Write.ALWAYS));
    }
    return Form.of(node, "a field", KEYS, problems).flatMap(form -> field(name, form));
  }

  private Optional<Field> field(Field.Name name, Form form) {
    Jq when = form.scalar("when").flatMap(jqs::read).orElse(null);
    Limit limit = limit(form);
    Fallback fallback = fallback(form);
    Write write = writes.read(name, form);
    return origin(name, form).map(origin -> new Field(name, when, origin, limit, fallback, write));
  }

  /** Exactly one of {@link #ORIGINS}. */
  private Optional<Origin> origin(Field.Name name, Form form) {
    List<String> given = ORIGINS.stream().filter(form::has).toList();
    if (given.size() != 1) {
      report(
          form.place(),
          given.isEmpty() ? "missing-key" : "conflict",
          given.isEmpty()
              ? "the field does not say where its value comes from"
              : "the field has both '" + String.join("' and '", given) + "'",
          given.isEmpty() ? "give it from, value, text or fields" : "keep one of them");
      return Optional.empty();
    }
    for (String key : USELESS.getOrDefault(given.get(0), List.of())) {
      if (form.has(key)) {
        report(
            form.place(key),
            "conflict",
            "'" + key + "' does nothing beside '" + given.get(0) + "'",
            "take it away");
      }
    }
    return switch (given.get(0)) {
      case "value" -> form.node("value").flatMap(node -> fixed(node, form));
      case "text" -> text(form);
      case "fields" -> form.node("fields").map(node -> new Origin.Nested(fields(node, name)));
      default -> from(form);
    };
  }

  private Optional<Origin> from(Form form) {
    List<Pick> sources = new ArrayList<>();
    List<Node.Scalar> written = form.scalars("from");
    written.forEach(scalar -> jqs.pick(scalar).ifPresent(sources::add));
    if (written.isEmpty() && form.node("from").orElseThrow() instanceof Node.Sequence list) {
      report(list.place(), "wrong-value", "'from' is an empty list", "give it at least one path");
    }
    Shape shape = shapes.read(form);
    return sources.isEmpty() ? Optional.empty() : Optional.of(new Origin.From(sources, shape));
  }

  private Optional<Origin> text(Form form) {
    Shape shape = shapes.read(form);
    return form.scalar("text").map(templates::read).map(text -> new Origin.Text(text, shape));
  }

  /** A constant must fit the field's type and length now, not with the first call. */
  private Optional<Origin> fixed(Node node, Form form) {
    Shape type = shapes.type(form);
    if (!(node instanceof Node.Scalar scalar) || scalar.isNull()) {
      report(node.place(), "wrong-type", "a fixed value must be a single value", "");
      return Optional.empty();
    }
    JsonNode constant = Json.of(scalar);
    Run run = Run.quiet(Json.emptyCall());
    JsonNode fitting = type.apply(constant, run);
    int max = form.node("max").isPresent() ? form.count("max").orElse(Integer.MAX_VALUE) : 0;
    if (fitting == null) {
      report(node.place(), "wrong-value", "this value is " + run.trouble(), "see 'type'");
      return Optional.empty();
    }
    if (max > 0 && fitting.isTextual() && Values.isLonger(fitting.textValue(), max)) {
      report(node.place(), "wrong-value", "this value is longer than " + max + " characters", "");
    }
    return Optional.of(new Origin.Fixed(fitting));
  }

  private Fallback fallback(Form form) {
    Origin otherwise = form.node("default").flatMap(node -> otherwise(node, form)).orElse(null);
    OnError onError =
        form.choice("on_error", OnError.class)
            .orElse(otherwise == null ? OnError.OMIT : OnError.DEFAULT);
    if (onError == OnError.DEFAULT && !form.has("default")) {
      report(form.place("on_error"), "missing-key", "there is no 'default' to use", "add one");
    }
    return new Fallback(otherwise, onError, form.flag("required").orElse(false));
  }

  /** A constant, or a small field of its own: {@code { from: .local_date, convert: date }}. */
  private Optional<Origin> otherwise(Node node, Form form) {
    if (!(node instanceof Node.Mapping)) {
      return fixed(node, form);
    }
    return Form.of(node, "a default", DEFAULT_KEYS, problems).flatMap(this::otherwise);
  }

  private Optional<Origin> otherwise(Form form) {
    Optional<Origin> first = origin(new Field.Name("", ""), form);
    Optional<Origin> second = form.node("default").flatMap(node -> otherwise(node, form));
    return first.isPresent() && second.isPresent()
        ? Optional.of(new Origin.Otherwise(first.get(), second.get()))
        : first;
  }

  private Limit limit(Form form) {
    Optional<Integer> max = form.count("max");
    OverMax over = form.choice("over_max", OverMax.class).orElse(OverMax.CUT);
    if (form.has("over_max") && !form.has("max")) {
      report(form.place("over_max"), "missing-key", "'over_max' needs 'max'", "");
    }
    return max.map(length -> Limit.of(length, over == OverMax.REFUSE)).orElse(null);
  }

  /** Names a destination will not take twice are found here: the key must be a field. */
  void checkKey(String key, Place place, List<Field> fields) {
    List<String> names = fields.stream().map(field -> field.name().key()).toList();
    if (!names.contains(key)) {
      report(
          place,
          "missing-field",
          "the key '" + key + "' is none of the fields",
          Nearest.to(key, names).map(near -> "did you mean '" + near + "'?").orElse("add it"));
    }
  }

  private void report(Place place, String code, String message, String hint) {
    problems.add(Problem.at(place, code, message, hint));
  }
}
