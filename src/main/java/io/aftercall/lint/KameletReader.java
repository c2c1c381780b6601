package io.aftercall.lint;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import io.aftercall.config.YamlObjectReader;
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

  private final CamelDslCatalog camel;
  private final ProblemCollector problemCollector;

  KameletReader(CamelDslCatalog camel, ProblemCollector problemCollector) {
    this.camel = camel;
    this.problemCollector = problemCollector;
  }

  Optional<KameletModel> read(WorkspaceFile file, YamlNode yamlNode) {
    return YamlObjectReader.of(yamlNode, "a kamelet", FILE, problemCollector.list())
        .map(yamlObjectReader -> kamelet(file, yamlObjectReader));
  }

  private KameletModel kamelet(WorkspaceFile file, YamlObjectReader yamlObjectReader) {
    checkName(file, yamlObjectReader);
    Map<String, DslDefinition.Kind> parameters = new LinkedHashMap<>();
    RouteModel routeModel = new RouteModel(WorkspaceFolder.KAMELETS, yamlObjectReader.place());
    Optional<YamlObjectReader> spec = form(yamlObjectReader, "spec", SPEC);
    spec.flatMap(s -> form(s, "definition", DEFINITION)).ifPresent(d -> read(d, parameters));
    if (spec.isPresent()
        && spec.get().node("template").orElse(null) instanceof YamlNode.Mapping template) {
      routeModel = new RouteReader(camel, problemCollector).template(template);
      checkUses(template, parameters);
    } else {
      spec.ifPresent(s -> missing(s, "template"));
    }
    return new KameletModel(file, parameters, looksFirst(yamlObjectReader), routeModel);
  }

  private static String looksFirst(YamlObjectReader yamlObjectReader) {
    return yamlObjectReader.node("metadata").orElse(null) instanceof YamlNode.Mapping metadata
            && metadata.get("labels").orElse(null) instanceof YamlNode.Mapping labels
            && labels.get(LOOKS_FIRST).orElse(null) instanceof YamlNode.Scalar label
            && !label.text().equals("false")
        ? label.text()
        : "";
  }

  /** Camel finds the file by its name, and the template by the name inside. */
  private void checkName(WorkspaceFile file, YamlObjectReader yamlObjectReader) {
    YamlNode metadata = yamlObjectReader.node("metadata").orElse(null);
    if (metadata instanceof YamlNode.Mapping group
        && group.get("name").orElse(null) instanceof YamlNode.Scalar name) {
      if (!name.text().equals(file.name())) {
        problemCollector.error(
            name.place(),
            "wrong-name",
            "the file is called '" + file.name() + "', the kamelet '" + name.text() + "'",
            "both must be the same");
      }
    } else {
      problemCollector.error(
          yamlObjectReader.place("metadata"),
          "missing-key",
          "the kamelet has no name",
          "metadata: { name: … }");
    }
  }

  private Optional<YamlObjectReader> form(YamlObjectReader parent, String key, List<String> keys) {
    Optional<YamlNode> node = parent.node(key);
    if (node.isEmpty()) {
      missing(parent, key);
    }
    return node.flatMap(
        n -> YamlObjectReader.of(n, "'" + key + "'", keys, problemCollector.list()));
  }

  private void missing(YamlObjectReader parent, String key) {
    problemCollector.error(parent.place(), "missing-key", "'" + key + "' is missing", "");
  }

  private void read(YamlObjectReader definition, Map<String, DslDefinition.Kind> parameters) {
    List<YamlNode.Scalar> required = definition.scalars("required");
    if (definition.node("properties").orElse(null) instanceof YamlNode.Mapping properties) {
      for (YamlNode.Entry entry : properties.entries()) {
        String name = entry.key().text();
        YamlObjectReader.of(entry.value(), "a parameter", PARAMETER, problemCollector.list())
            .ifPresent(
                yamlObjectReader -> {
                  boolean must = required.stream().anyMatch(r -> r.text().equals(name));
                  parameters.put(
                      name, kind(yamlObjectReader, must && !yamlObjectReader.has("default")));
                });
      }
    }
    for (YamlNode.Scalar name : required) {
      if (!parameters.containsKey(name.text())) {
        undeclared(name, name.text(), 0, parameters);
      }
    }
  }

  private DslDefinition.Kind kind(YamlObjectReader yamlObjectReader, boolean required) {
    List<String> words = yamlObjectReader.texts("enum");
    String type = yamlObjectReader.text("type").orElse("string");
    if (!TYPES.contains(type)) {
      yamlObjectReader
          .scalar("type")
          .ifPresent(
              written ->
                  problemCollector.error(
                      written.place(),
                      "wrong-value",
                      "'type' cannot be '" + type + "'",
                      DidYouMean.hint(type, TYPES)));
    }
    String kind =
        switch (type) {
          case "boolean" -> "flag";
          case "integer", "number" -> "number";
          default ->
              yamlObjectReader
                  .text("format")
                  .filter("jq"::equals)
                  .orElse(words.isEmpty() ? "text" : "enum");
        };
    return new DslDefinition.Kind(kind, words, false, required, "");
  }

  /** A parameter in braces has no dot; what has one is a setting of the service. */
  private void checkUses(YamlNode yamlNode, Map<String, DslDefinition.Kind> parameters) {
    if (yamlNode instanceof YamlNode.Mapping group) {
      group.entries().forEach(entry -> checkUses(entry.value(), parameters));
    } else if (yamlNode instanceof YamlNode.Sequence list) {
      list.items().forEach(item -> checkUses(item, parameters));
    } else if (yamlNode instanceof YamlNode.Scalar text) {
      Matcher matcher = USE.matcher(text.text());
      while (matcher.find()) {
        if (!parameters.containsKey(matcher.group(1))) {
          undeclared(text, matcher.group(1), matcher.start(), parameters);
        }
      }
    }
  }

  private void undeclared(
      YamlNode.Scalar where, String name, int offset, Map<String, DslDefinition.Kind> parameters) {
    problemCollector.error(
        where.at(offset),
        "unknown-parameter",
        "the kamelet does not declare '" + name + "'",
        parameters.isEmpty()
            ? "add it to spec.definition.properties"
            : DidYouMean.hint(name, parameters.keySet()));
  }
}
