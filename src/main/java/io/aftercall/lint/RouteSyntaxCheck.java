package io.aftercall.lint;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Goes through a route by Camel's words, says what they do not know, and collects its parts. */
final class RouteSyntaxCheck {
  static final String STEP = "ProcessorDefinition";
  private static final String EXPRESSION = "ExpressionDefinition";
  private static final Set<String> STARTS =
      Set.of("FromDefinition", "RouteFromDefinitionDeserializer");
  private static final Set<String> NEED_EXPRESSION =
      Set.of(
          "when",
          "filter",
          "loop",
          "split",
          "setBody",
          "setHeader",
          "setProperty",
          "setVariable",
          "transform",
          "validate");

  private final CamelDslCatalog camel;
  private final ProblemCollector problemCollector;
  private final RouteModel routeModel;

  RouteSyntaxCheck(
      CamelDslCatalog camel, ProblemCollector problemCollector, RouteModel routeModel) {
    this.camel = camel;
    this.problemCollector = problemCollector;
    this.routeModel = routeModel;
  }

  /**
   * @param definition name of the words it keeps to
   * @param key what it is called by, for people
   */
  void definition(String definition, YamlNode yamlNode, YamlNode.Scalar key) {
    DslDefinition dslDefinition = camel.of(definition);
    if (yamlNode instanceof YamlNode.Mapping group) {
      if (definition.equals(STEP)) {
        step(dslDefinition, group);
      } else {
        group(dslDefinition, group, key);
        parts(definition, group, key);
      }
    } else if (yamlNode instanceof YamlNode.Scalar text && text.isNull()) {
      group(dslDefinition, new YamlNode.Mapping(key.place(), List.of()), key);
    } else if (yamlNode instanceof YamlNode.Scalar text && dslDefinition.text()) {
      shorthand(definition, dslDefinition, text, key);
    } else {
      problemCollector.error(
          yamlNode.place(),
          "wrong-type",
          "'" + key.text() + "' is a group of keys, not " + yamlNode.kind(),
          knows(dslDefinition));
    }
  }

  private static String knows(DslDefinition dslDefinition) {
    List<String> names = dslDefinition.names();
    return names.size() > 15 ? "" : "known keys are " + String.join(", ", names);
  }

  private void step(DslDefinition dslDefinition, YamlNode.Mapping group) {
    List<YamlNode.Entry> entries = group.entries();
    if (entries.size() != 1) {
      problemCollector.error(
          entries.isEmpty() ? group.place() : entries.get(1).key().place(),
          "step",
          "a step has one name, this one has " + entries.size(),
          "start each step with '- '; what belongs to a step stands deeper");
    }
    for (YamlNode.Entry entry : entries) {
      YamlNode.Scalar name = entry.key();
      routeModel.step(name);
      dslDefinition
          .key(name.text())
          .ifPresentOrElse(
              kind -> value(kind, entry),
              () ->
                  problemCollector.error(
                      name.place(),
                      "unknown-step",
                      "there is no step '" + name.text() + "'",
                      DidYouMean.hint(name.text(), dslDefinition.names())));
    }
  }

  private void group(DslDefinition dslDefinition, YamlNode.Mapping group, YamlNode.Scalar key) {
    boolean expressed = false;
    for (YamlNode.Entry entry : group.entries()) {
      String name = entry.key().text();
      DslDefinition.Kind kind = dslDefinition.keys().get(name);
      boolean language = kind == null && dslDefinition.expression();
      if (kind != null) {
        value(kind, entry);
      } else if (language && name.equals("expression")) {
        definition(EXPRESSION, entry.value(), entry.key());
        expressed = true;
      } else if (language && camel.languages().key(name).isPresent()) {
        value(camel.languages().keys().get(name), entry);
        expressed = true;
      } else {
        unknown(dslDefinition, entry.key(), key);
      }
    }
    dslDefinition
        .keys()
        .forEach(
            (name, kind) -> {
              if (kind.required() && group.get(name).isEmpty()) {
                missing(key, "'" + name + "' is missing", "");
              }
            });
    if (!expressed && NEED_EXPRESSION.contains(key.text()) && dslDefinition.expression()) {
      missing(key, "has no expression", "write jq: and what must be so");
    }
  }

  private void missing(YamlNode.Scalar key, String what, String hint) {
    String message = "'" + key.text() + "'" + (what.startsWith("'") ? ": " : " ") + what;
    problemCollector.error(key.place(), "missing-key", message, hint);
  }

  /** An item of a list is called like the list, but stands where it stands. */
  private static YamlNode.Scalar at(YamlNode item, YamlNode.Scalar key) {
    return new YamlNode.Scalar(item.place(), key.text(), key.type(), 0);
  }

  private void unknown(DslDefinition dslDefinition, YamlNode.Scalar name, YamlNode.Scalar key) {
    List<String> known = new ArrayList<>(dslDefinition.names());
    if (dslDefinition.expression()) {
      known.addAll(camel.languages().names());
    }
    problemCollector.error(
        name.place(),
        "unknown-key",
        "'" + key.text() + "' has no '" + name.text() + "'",
        DidYouMean.to(name.text(), known)
            .map(near -> "did you mean '" + near + "'?")
            .orElse(knows(dslDefinition)));
  }

  private void value(DslDefinition.Kind kind, YamlNode.Entry entry) {
    YamlNode yamlNode = entry.value();
    if (kind.list()) {
      if (yamlNode instanceof YamlNode.Sequence list) {
        list.items().forEach(item -> single(kind, item, at(item, entry.key())));
      } else if (yamlNode instanceof YamlNode.Scalar text
          && !text.isNull()
          && !kind.isDefinition()) {
        single(kind, yamlNode, entry.key());
      } else {
        problemCollector.error(
            entry.key().place(),
            "wrong-type",
            "'" + entry.key().text() + "' is a list, not " + yamlNode.kind(),
            "start each item with '- '");
      }
    } else {
      single(kind, yamlNode, entry.key());
    }
  }

  private void single(DslDefinition.Kind kind, YamlNode yamlNode, YamlNode.Scalar key) {
    if (kind.isDefinition()) {
      definition(kind.words().get(0), yamlNode, key);
    } else if (kind.type().equals("any")) {
      return;
    } else if (yamlNode instanceof YamlNode.Scalar value) {
      OptionValueCheck.check(kind, key.text(), value.text(), value.place(), problemCollector);
    } else {
      problemCollector.error(
          yamlNode.place(),
          "wrong-type",
          "'" + key.text() + "' is one value, not " + yamlNode.kind(),
          "");
    }
  }

  /** {@code - to: outbox:x}, {@code jq: .status}. */
  private void shorthand(
      String definition, DslDefinition dslDefinition, YamlNode.Scalar text, YamlNode.Scalar key) {
    if (definition.endsWith("Expression")) {
      routeModel.add(new RouteModel.Expression(key, text));
    } else if (dslDefinition.key("uri").isPresent()) {
      routeModel.add(EndpointRef.of(text, null, false, isDynamic(definition)));
    } else if (definition.equals("KameletDefinition")) {
      routeModel.add(kamelet(text, null));
    }
  }

  private void parts(String definition, YamlNode.Mapping group, YamlNode.Scalar key) {
    YamlNode parameters = group.get("parameters").orElse(null);
    if (definition.endsWith("Expression")) {
      YamlNode.Scalar language = scalar(group, "language", key);
      routeModel.add(new RouteModel.Expression(language, scalar(group, "expression", null)));
    } else if (definition.equals("KameletDefinition")) {
      YamlNode.Scalar name = scalar(group, "name", null);
      if (name != null) {
        routeModel.add(kamelet(name, parameters));
      }
    } else if (group.get("uri").orElse(null) instanceof YamlNode.Scalar uri) {
      routeModel.add(
          EndpointRef.of(uri, parameters, STARTS.contains(definition), isDynamic(definition)));
    }
  }

  private static EndpointRef kamelet(YamlNode.Scalar name, YamlNode parameters) {
    int indent = name.indent() < 0 ? -1 : name.indent() - "kamelet:".length();
    YamlNode.Scalar uri =
        new YamlNode.Scalar(name.place(), "kamelet:" + name.text(), name.type(), indent);
    return EndpointRef.of(uri, parameters, false, false);
  }

  private static boolean isDynamic(String definition) {
    return definition.startsWith("ToDynamic") || definition.startsWith("WireTap");
  }

  private static YamlNode.Scalar scalar(
      YamlNode.Mapping group, String key, YamlNode.Scalar otherwise) {
    return group.get(key).orElse(null) instanceof YamlNode.Scalar found ? found : otherwise;
  }
}
