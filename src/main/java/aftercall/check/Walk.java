package aftercall.check;

import aftercall.config.Nearest;
import aftercall.config.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Goes through a route by Camel's words, says what they do not know, and collects its parts. */
final class Walk {
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

  private final CamelWords camel;
  private final Findings findings;
  private final Route route;

  Walk(CamelWords camel, Findings findings, Route route) {
    this.camel = camel;
    this.findings = findings;
    this.route = route;
  }

  /**
   * @param definition name of the words it keeps to
   * @param key what it is called by, for people
   */
  void definition(String definition, Node node, Node.Scalar key) {
    Words words = camel.of(definition);
    if (node instanceof Node.Mapping group) {
      if (definition.equals(STEP)) {
        step(words, group);
      } else {
        group(words, group, key);
        parts(definition, group, key);
      }
    } else if (node instanceof Node.Scalar text && text.isNull()) {
      group(words, new Node.Mapping(key.place(), List.of()), key);
    } else if (node instanceof Node.Scalar text && words.text()) {
      shorthand(definition, words, text, key);
    } else {
      findings.error(
          node.place(),
          "wrong-type",
          "'" + key.text() + "' is a group of keys, not " + node.kind(),
          knows(words));
    }
  }

  private static String knows(Words words) {
    List<String> names = words.names();
    return names.size() > 15 ? "" : "known keys are " + String.join(", ", names);
  }

  private void step(Words words, Node.Mapping group) {
    List<Node.Entry> entries = group.entries();
    if (entries.size() != 1) {
      findings.error(
          entries.isEmpty() ? group.place() : entries.get(1).key().place(),
          "step",
          "a step has one name, this one has " + entries.size(),
          "start each step with '- '; what belongs to a step stands deeper");
    }
    for (Node.Entry entry : entries) {
      Node.Scalar name = entry.key();
      route.step(name);
      words
          .key(name.text())
          .ifPresentOrElse(
              kind -> value(kind, entry),
              () ->
                  findings.error(
                      name.place(),
                      "unknown-step",
                      "there is no step '" + name.text() + "'",
                      Nearest.hint(name.text(), words.names())));
    }
  }

  private void group(Words words, Node.Mapping group, Node.Scalar key) {
    boolean expressed = false;
    for (Node.Entry entry : group.entries()) {
      String name = entry.key().text();
      Words.Kind kind = words.keys().get(name);
      boolean language = kind == null && words.expression();
      if (kind != null) {
        value(kind, entry);
      } else if (language && name.equals("expression")) {
        definition(EXPRESSION, entry.value(), entry.key());
        expressed = true;
      } else if (language && camel.languages().key(name).isPresent()) {
        value(camel.languages().keys().get(name), entry);
        expressed = true;
      } else {
        unknown(words, entry.key(), key);
      }
    }
    words
        .keys()
        .forEach(
            (name, kind) -> {
              if (kind.required() && group.get(name).isEmpty()) {
                missing(key, "'" + name + "' is missing", "");
              }
            });
    if (!expressed && NEED_EXPRESSION.contains(key.text()) && words.expression()) {
      missing(key, "has no expression", "write jq: and what must be so");
    }
  }

  private void missing(Node.Scalar key, String what, String hint) {
    String message = "'" + key.text() + "'" + (what.startsWith("'") ? ": " : " ") + what;
    findings.error(key.place(), "missing-key", message, hint);
  }

  /** An item of a list is called like the list, but stands where it stands. */
  private static Node.Scalar at(Node item, Node.Scalar key) {
    return new Node.Scalar(item.place(), key.text(), key.type(), 0);
  }

  private void unknown(Words words, Node.Scalar name, Node.Scalar key) {
    List<String> known = new ArrayList<>(words.names());
    if (words.expression()) {
      known.addAll(camel.languages().names());
    }
    findings.error(
        name.place(),
        "unknown-key",
        "'" + key.text() + "' has no '" + name.text() + "'",
        Nearest.to(name.text(), known)
            .map(near -> "did you mean '" + near + "'?")
            .orElse(knows(words)));
  }

  private void value(Words.Kind kind, Node.Entry entry) {
    Node node = entry.value();
    if (kind.list()) {
      if (node instanceof Node.Sequence list) {
        list.items().forEach(item -> single(kind, item, at(item, entry.key())));
      } else if (node instanceof Node.Scalar text && !text.isNull() && !kind.isDefinition()) {
        single(kind, node, entry.key());
      } else {
        findings.error(
            entry.key().place(),
            "wrong-type",
            "'" + entry.key().text() + "' is a list, not " + node.kind(),
            "start each item with '- '");
      }
    } else {
      single(kind, node, entry.key());
    }
  }

  private void single(Words.Kind kind, Node node, Node.Scalar key) {
    if (kind.isDefinition()) {
      definition(kind.words().get(0), node, key);
    } else if (kind.type().equals("any")) {
      return;
    } else if (node instanceof Node.Scalar value) {
      Values.check(kind, key.text(), value.text(), value.place(), findings);
    } else {
      findings.error(
          node.place(), "wrong-type", "'" + key.text() + "' is one value, not " + node.kind(), "");
    }
  }

  /** {@code - to: outbox:x}, {@code jq: .status}. */
  private void shorthand(String definition, Words words, Node.Scalar text, Node.Scalar key) {
    if (definition.endsWith("Expression")) {
      route.add(new Route.Expression(key, text));
    } else if (words.key("uri").isPresent()) {
      route.add(Endpoint.of(text, null, false, isDynamic(definition)));
    } else if (definition.equals("KameletDefinition")) {
      route.add(kamelet(text, null));
    }
  }

  private void parts(String definition, Node.Mapping group, Node.Scalar key) {
    Node parameters = group.get("parameters").orElse(null);
    if (definition.endsWith("Expression")) {
      Node.Scalar language = scalar(group, "language", key);
      route.add(new Route.Expression(language, scalar(group, "expression", null)));
    } else if (definition.equals("KameletDefinition")) {
      Node.Scalar name = scalar(group, "name", null);
      if (name != null) {
        route.add(kamelet(name, parameters));
      }
    } else if (group.get("uri").orElse(null) instanceof Node.Scalar uri) {
      route.add(Endpoint.of(uri, parameters, STARTS.contains(definition), isDynamic(definition)));
    }
  }

  private static Endpoint kamelet(Node.Scalar name, Node parameters) {
    int indent = name.indent() < 0 ? -1 : name.indent() - "kamelet:".length();
    Node.Scalar uri = new Node.Scalar(name.place(), "kamelet:" + name.text(), name.type(), indent);
    return Endpoint.of(uri, parameters, false, false);
  }

  private static boolean isDynamic(String definition) {
    return definition.startsWith("ToDynamic") || definition.startsWith("WireTap");
  }

  private static Node.Scalar scalar(Node.Mapping group, String key, Node.Scalar otherwise) {
    return group.get(key).orElse(null) instanceof Node.Scalar found ? found : otherwise;
  }
}
