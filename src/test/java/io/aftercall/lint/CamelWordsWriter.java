package io.aftercall.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.camel.InboxEndpoint;
import io.aftercall.camel.MappingEndpoint;
import io.aftercall.camel.OutboxEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/** Condenses what Camel's jars and our own endpoints say about themselves to what check reads. */
final class CamelWordsWriter {
  private static final String SCHEMA = "schema/camelYamlDsl.json";
  private static final Pattern REFERENCE = Pattern.compile(">([A-Z]\\w+)");
  private static final String COMPONENTS = "META-INF/org/apache/camel/component/";
  private static final List<String> FOREIGN =
      List.of(
          "http/http",
          "http/https",
          "mail/smtp",
          "mail/smtps",
          "salesforce/salesforce",
          "platform/http/platform-http",
          "log/log",
          "direct/direct",
          "kamelet/kamelet",
          "bean/bean",
          "language/language");
  private static final Map<String, Class<?>> OWN =
      new TreeMap<>(
          Map.of(
              "inbox", InboxEndpoint.class,
              "mapping", MappingEndpoint.class,
              "outbox", OutboxEndpoint.class));

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, String> lines = new TreeMap<>();
  private JsonNode definitions;

  String write() throws IOException {
    JsonNode items = resource(SCHEMA).get("items");
    definitions = items.get("definitions");
    lines.put("File", keys(items));
    reach(lines.get("File"));
    reach("any>ExpressionDefinition");
    for (String component : FOREIGN) {
      component(resource(COMPONENTS + component + ".json"));
    }
    OWN.forEach((scheme, type) -> lines.put(scheme + ":", own(type)));
    return "# Condensed from Camel's jars and our endpoints; CamelWordsTest holds it against"
        + " them.\n"
        + lines.entrySet().stream()
            .map(line -> line.getKey() + " " + line.getValue() + "\n")
            .collect(Collectors.joining());
  }

  /** Every definition a line refers to, and what that refers to. */
  private void reach(String line) {
    Matcher reference = REFERENCE.matcher(line);
    while (reference.find()) {
      String name = reference.group(1);
      if (!lines.containsKey(name)) {
        lines.put(name, keys(definition(name)));
        reach(lines.get(name));
      }
    }
  }

  /** Flags, then one {@code key:kind} for each key, a mark behind those that must be there. */
  private String keys(JsonNode definition) {
    boolean text = false;
    JsonNode group = definition;
    for (JsonNode one : definition.path("oneOf")) {
      text |= !one.path("type").asText().equals("object");
      group = one.has("properties") ? one : group;
    }
    Map<String, JsonNode> known = new TreeMap<>();
    group.path("properties").properties().forEach(p -> known.put(p.getKey(), p.getValue()));
    for (JsonNode either : group.path("anyOf")) {
      for (JsonNode one : either.path("oneOf")) {
        one.path("properties").properties().forEach(p -> known.put(p.getKey(), p.getValue()));
      }
    }
    boolean expression = known.containsKey("jq") && group.has("additionalProperties");
    List<String> required = new ArrayList<>();
    definition.path("required").forEach(name -> required.add(name.asText()));
    StringBuilder line = new StringBuilder((text ? "~" : "") + (expression ? "@" : ""));
    if (line.isEmpty()) {
      line.append('-');
    }
    List<String> languages = expression ? languages() : List.of();
    known.forEach(
        (key, value) -> {
          if (!languages.contains(key) && !(expression && key.equals("expression"))) {
            line.append(' ').append(key).append(':').append(kind(value));
            line.append(required.contains(key) ? "!" : "");
          }
        });
    return line.toString();
  }

  private List<String> languages() {
    List<String> names = new ArrayList<>();
    for (JsonNode either : definition("ExpressionDefinition").path("anyOf")) {
      for (JsonNode one : either.path("oneOf")) {
        one.path("properties").fieldNames().forEachRemaining(names::add);
      }
    }
    return names;
  }

  private JsonNode definition(String simple) {
    return definitions.properties().stream()
        .filter(d -> simple(d.getKey()).equals(simple))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private String kind(JsonNode value) {
    if (value.has("$ref")) {
      String name = simple(value.get("$ref").asText());
      JsonNode items = definition(name).path("items");
      return items.isMissingNode() ? reference(name) : "*" + kind(items);
    }
    if (value.has("enum")) {
      return words(value.get("enum"));
    }
    return switch (value.path("type").asText()) {
      case "string" -> "text";
      case "boolean" -> "flag";
      case "number", "integer" -> "number";
      case "array" -> "*" + kind(value.path("items"));
      default -> "any";
    };
  }

  private static String reference(String name) {
    return name.endsWith("DataFormat") ? "any" : ">" + name;
  }

  private static String words(JsonNode words) {
    List<String> texts = new ArrayList<>();
    words.forEach(word -> texts.add(word.asText()));
    if (texts.stream().anyMatch(word -> !word.matches("[^ ,!<>*=]+"))) {
      throw new IllegalStateException("not to be written in a line of words: " + texts);
    }
    return "=" + String.join(",", texts);
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** {@code ~}: takes what it does not know as part of the address. */
  private void component(JsonNode described) {
    boolean lenient = described.at("/component/lenientProperties").asBoolean();
    StringBuilder line = new StringBuilder(lenient ? "~" : "-");
    described
        .path("properties")
        .properties()
        .forEach(
            option -> {
              JsonNode value = option.getValue();
              if (value.path("kind").asText().equals("parameter")) {
                String name = value.path("prefix").asText(option.getKey());
                String side = side(value.path("label").asText());
                line.append(' ').append(name).append(':').append(foreign(value)).append(side);
              }
            });
    lines.put(described.at("/component/scheme").asText() + ":", line.toString());
  }

  private static String foreign(JsonNode option) {
    if (option.has("enum")) {
      return words(option.get("enum"));
    }
    return switch (option.path("type").asText()) {
      case "boolean" -> "flag";
      case "integer", "number" -> "number";
      default -> "any";
    };
  }

  private static String side(String label) {
    List<String> labels = List.of(label.split(",", -1));
    return labels.contains("consumer") ? "<" : labels.contains("producer") ? ">" : "";
  }

  private static String own(Class<?> endpoint) {
    StringBuilder line = new StringBuilder("-");
    for (Class<?> type = endpoint; type != DefaultEndpoint.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        UriParam option = field.getAnnotation(UriParam.class);
        if (option != null) {
          line.append(' ').append(field.getName()).append(':');
          // To Camel's own tools the one option of networks is a text.
          line.append(
              field.getName().equals("allowIps") ? "networks" : kind(field.getType(), option));
          line.append(side(option.label()));
        }
      }
    }
    return line.toString();
  }

  private static String kind(Class<?> type, UriParam option) {
    if (type.isEnum()) {
      return "="
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name())
              .collect(Collectors.joining(","));
    }
    if (type == Duration.class) {
      return "duration";
    }
    if (type == int.class) {
      return option.defaultValue().isEmpty() ? "whole" : "count";
    }
    return type == boolean.class ? "flag" : type == double.class ? "number" : "text";
  }

  private JsonNode resource(String path) throws IOException {
    try (InputStream in = getClass().getClassLoader().getResourceAsStream(path)) {
      return json.readTree(in);
    }
  }
}
