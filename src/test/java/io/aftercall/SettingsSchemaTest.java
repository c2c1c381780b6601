package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** The schema of the settings knows every setting the code reads, and no other. */
class SettingsSchemaTest {
  private static final Pattern RECORD =
      Pattern.compile(
          "@ConfigurationProperties\\(\"(aftercall[a-z.-]*)\"\\)[\\s\\S]*?record (\\w+)");
  private static final Pattern READ =
      Pattern.compile(
          "(?:getProperty\\(|@Value\\(\"\\$\\{|given\\(environment,"
              + " )\\s*\"?(aftercall\\.[a-z.-]+)");

  private static final Pattern PREFIX = Pattern.compile("PREFIX = \"(aftercall\\.[a-z.-]+\\.)\"");
  private static final Pattern BEHIND =
      Pattern.compile("(?:text|needed)\\(environment, \"([a-z-]+)\"");

  private final JsonNode schema = read();

  @Test
  void knowsTheSettingsOfTheCodeAndNoOther() throws Exception {
    Map<String, Parameter> records = new TreeMap<>();
    TreeSet<String> read = new TreeSet<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      Matcher record = RECORD.matcher(text);
      while (record.find()) {
        String name = file.toString().replace('/', '.').replaceFirst("src.main.java.", "");
        collect(record.group(1), Class.forName(name.replaceFirst("\\.java$", "")), records);
      }
      read.addAll(behindPrefix(text));
      Matcher setting = READ.matcher(text);
      while (setting.find()) {
        read.add(setting.group(1));
      }
    }
    read.addAll(records.keySet());

    assertThat(records).hasSizeGreaterThan(20);
    assertThat(leaves("aftercall", schema.at("/properties/aftercall")))
        .containsExactlyElementsOf(read);
    records.forEach(this::assertSame);
  }

  /** Of classes that put one word before the names of all their settings. */
  private static List<String> behindPrefix(String text) throws Exception {
    Matcher prefix = PREFIX.matcher(text);
    List<String> names = new ArrayList<>();
    if (prefix.find()) {
      Matcher name = BEHIND.matcher(text);
      while (name.find()) {
        names.add(prefix.group(1) + name.group(1));
      }
      if (text.contains("(environment, role.text()")) {
        for (Object role : Class.forName("io.aftercall.security.Role").getEnumConstants()) {
          names.add(prefix.group(1) + role.toString().toLowerCase(java.util.Locale.ROOT));
        }
      }
    }
    return names;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static void collect(String prefix, Class<?> type, Map<String, Parameter> found) {
    RecordComponent[] components = type.getRecordComponents();
    Parameter[] parameters =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(constructor -> constructor.getParameterCount() == components.length)
            .findFirst()
            .orElseThrow()
            .getParameters();
    for (int i = 0; i < components.length; i++) {
      String name = prefix + "." + dashed(components[i].getName());
      if (components[i].getType().isRecord()) {
        collect(name, components[i].getType(), found);
      } else {
        found.put(name, parameters[i]);
      }
    }
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }

  private static TreeSet<String> leaves(String name, JsonNode node) {
    TreeSet<String> leaves = new TreeSet<>();
    if (node.has("properties")) {
      node.path("properties")
          .properties()
          .forEach(p -> leaves.addAll(leaves(name + "." + p.getKey(), p.getValue())));
    } else {
      leaves.add(name);
    }
    return leaves;
  }

  /** Type and default. */
  private void assertSame(String name, Parameter parameter) {
    JsonNode said = schema.at("/properties/" + name.replace(".", "/properties/"));
    Class<?> type = parameter.getType();
    if (type.isEnum()) {
      String words =
          Arrays.stream(type.getEnumConstants())
              .map(word -> word.toString().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(","));
      assertThat(said.path("enum").toString().replaceAll("[\\[\\]\"]", "")).isEqualTo(words);
    } else {
      assertThat(kind(said)).as(name).isEqualTo(kind(type));
    }
    DefaultValue given = parameter.getAnnotation(DefaultValue.class);
    String[] values = given == null ? new String[0] : given.value();
    assertThat(said.path("default").asText()).as(name).isEqualTo(String.join("", values));
  }

  private static String kind(Class<?> type) {
    return type == int.class
        ? "integer"
        : type == Duration.class
            ? "#/definitions/duration"
            : type == DataSize.class
                ? "#/definitions/size"
                : List.class.isAssignableFrom(type) ? "array" : "string";
  }

  private static String kind(JsonNode said) {
    JsonNode first = said.has("anyOf") ? said.at("/anyOf/0") : said;
    return first.has("$ref") ? first.path("$ref").asText() : first.path("type").asText();
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(Path.of("config/schema/settings.schema.json").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
