package aftercall.check;

import aftercall.config.Folder;
import aftercall.config.Form;
import aftercall.config.Nearest;
import aftercall.config.Node;
import aftercall.config.WorkspaceFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a kamelet: what it says about its parameters, and the steps behind them. */
final class KameletReader {
  static final List<String> FILE = List.of("apiVersion", "kind", "metadata", "spec");
  static final List<String> SPEC =
      List.of("definition", "template", "types", "dependencies", "dataTypes");
  static final List<String> DEFINITION =
      List.of("title", "description", "type", "required", "properties");
  static final List<String> PARAMETER =
      List.of(
          "title",
          "description",
          "type",
          "default",
          "example",
          "enum",
          "format",
          "pattern",
          "x-descriptors",
          "deprecated",
          "minimum",
          "maximum");

  /** The label of kamelets that keep the {@code write} of mappings. */
  private static final String LOOKS_FIRST = "aftercall/looks-first";

  static final List<String> TYPES = List.of("string", "boolean", "integer", "number");
  private static final Pattern USE = Pattern.compile("\\{\\{\\??([A-Za-z][A-Za-z0-9_-]*)}}");

  private final CamelWords camel;
  private final Findings findings;

  KameletReader(CamelWords camel, Findings findings) {
    this.camel = camel;
    this.findings = findings;
  }

  Optional<Kamelet> read(WorkspaceFile file, Node node) {
    return Form.of(node, "a kamelet", FILE, findings.list()).map(form -> kamelet(file, form));
  }

  private Kamelet kamelet(WorkspaceFile file, Form form) {
    checkName(file, form);
    Map<String, Words.Kind> parameters = new LinkedHashMap<>();
    Route route = new Route(Folder.KAMELETS, form.place());
    Optional<Form> spec = form(form, "spec", SPEC);
    spec.flatMap(s -> form(s, "definition", DEFINITION)).ifPresent(d -> read(d, parameters));
    if (spec.isPresent()
        && spec.get().node("template").orElse(null) instanceof Node.Mapping template) {
      route = new RouteReader(camel, findings).template(template);
      checkUses(template, parameters);
    } else {
      spec.ifPresent(s -> missing(s, "template"));
    }
    return new Kamelet(file, parameters, looksFirst(form), route);
  }

  private static boolean looksFirst(Form form) {
    return form.node("metadata").orElse(null) instanceof Node.Mapping metadata
        && metadata.get("labels").orElse(null) instanceof Node.Mapping labels
        && labels.get(LOOKS_FIRST).orElse(null) instanceof Node.Scalar label
        && label.text().equals("true");
  }

  /** Camel finds the file by its name, and the template by the name inside. */
  private void checkName(WorkspaceFile file, Form form) {
    Node metadata = form.node("metadata").orElse(null);
    if (metadata instanceof Node.Mapping group
        && group.get("name").orElse(null) instanceof Node.Scalar name) {
      if (!name.text().equals(file.name())) {
        findings.error(
            name.place(),
            "wrong-name",
            "the file is called '" + file.name() + "', the kamelet '" + name.text() + "'",
            "both must be the same");
      }
    } else {
      findings.error(
          form.place("metadata"),
          "missing-key",
          "the kamelet has no name",
          "metadata: { name: … }");
    }
  }

  private Optional<Form> form(Form parent, String key, List<String> keys) {
    Optional<Node> node = parent.node(key);
    if (node.isEmpty()) {
      missing(parent, key);
    }
    return node.flatMap(n -> Form.of(n, "'" + key + "'", keys, findings.list()));
  }

  private void missing(Form parent, String key) {
    findings.error(parent.place(), "missing-key", "'" + key + "' is missing", "");
  }

  private void read(Form definition, Map<String, Words.Kind> parameters) {
    List<Node.Scalar> required = definition.scalars("required");
    if (definition.node("properties").orElse(null) instanceof Node.Mapping properties) {
      for (Node.Entry entry : properties.entries()) {
        String name = entry.key().text();
        Form.of(entry.value(), "a parameter", PARAMETER, findings.list())
            .ifPresent(
                form -> {
                  boolean must = required.stream().anyMatch(r -> r.text().equals(name));
                  parameters.put(name, kind(form, must && !form.has("default")));
                });
      }
    }
    for (Node.Scalar name : required) {
      if (!parameters.containsKey(name.text())) {
        undeclared(name, name.text(), 0, parameters);
      }
    }
  }

  private Words.Kind kind(Form form, boolean required) {
    List<String> words = form.texts("enum");
    String type = form.text("type").orElse("string");
    if (!TYPES.contains(type)) {
      form.scalar("type")
          .ifPresent(
              written ->
                  findings.error(
                      written.place(),
                      "wrong-value",
                      "'type' cannot be '" + type + "'",
                      Nearest.hint(type, TYPES)));
    }
    String kind =
        switch (type) {
          case "boolean" -> "flag";
          case "integer", "number" -> "number";
          default ->
              form.text("format").filter("jq"::equals).orElse(words.isEmpty() ? "text" : "enum");
        };
    return new Words.Kind(kind, words, false, required, "");
  }

  /** A parameter in braces has no dot; what has one is a setting of the service. */
  private void checkUses(Node node, Map<String, Words.Kind> parameters) {
    if (node instanceof Node.Mapping group) {
      group.entries().forEach(entry -> checkUses(entry.value(), parameters));
    } else if (node instanceof Node.Sequence list) {
      list.items().forEach(item -> checkUses(item, parameters));
    } else if (node instanceof Node.Scalar text) {
      Matcher matcher = USE.matcher(text.text());
      while (matcher.find()) {
        if (!parameters.containsKey(matcher.group(1))) {
          undeclared(text, matcher.group(1), matcher.start(), parameters);
        }
      }
    }
  }

  private void undeclared(
      Node.Scalar where, String name, int offset, Map<String, Words.Kind> parameters) {
    findings.error(
        where.at(offset),
        "unknown-parameter",
        "the kamelet does not declare '" + name + "'",
        parameters.isEmpty()
            ? "add it to spec.definition.properties"
            : Nearest.hint(name, parameters.keySet()));
  }
}
