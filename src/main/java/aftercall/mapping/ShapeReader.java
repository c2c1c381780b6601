package aftercall.mapping;

import aftercall.config.Form;
import aftercall.config.Nearest;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code convert}, {@code values} and {@code type} of a field. */
final class ShapeReader {
  private final List<Problem> problems;

  ShapeReader(List<Problem> problems) {
    this.problems = problems;
  }

  Shape read(Form form) {
    List<Conversion> conversions = new ArrayList<>();
    for (Node.Scalar spec : form.scalars("convert")) {
      conversion(spec).ifPresent(conversions::add);
    }
    Lookup lookup = form.node("values").map(this::lookup).orElse(null);
    ValueType type = form.choice("type", ValueType.class).orElse(null);
    if (type != null && !type.isText() && form.has("max")) {
      report(
          form.place("max"), "conflict", "only texts have a length", "take 'max' or 'type' away");
    }
    return new Shape(conversions, lookup, type);
  }

  /** The shape of a constant: it is written as it should be sent. */
  Shape type(Form form) {
    return new Shape(List.of(), null, form.choice("type", ValueType.class).orElse(null));
  }

  private Optional<Conversion> conversion(Node.Scalar spec) {
    Optional<ConversionKind> kind = Conversions.kind(spec.text());
    if (kind.isEmpty()) {
      String name = spec.text().replaceFirst(":.*", "");
      report(
          spec.place(),
          "unknown-convert",
          "there is no conversion '" + name + "'",
          Nearest.hint(name, Conversions.names()));
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

  private Lookup lookup(Node node) {
    Lookup lookup = new Lookup();
    if (!(node instanceof Node.Mapping mapping)) {
      report(
          node.place(),
          "wrong-type",
          "'values' is a group, not " + node.kind(),
          "write values: { true: Hot, false: Cold }");
      return lookup;
    }
    for (Node.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!(entry.value() instanceof Node.Scalar value)) {
        report(entry.value().place(), "wrong-type", "'" + key + "' must be a single value", "");
      } else if (!lookup.add(key, Json.of(value))) {
        report(entry.key().place(), "duplicate-key", "'" + key + "' stands twice", "");
      }
    }
    return lookup;
  }

  private void report(Place place, String code, String message, String hint) {
    problems.add(Problem.at(place, code, message, hint));
  }
}
