package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Every shipped YAML file names its schema in its first line, and keeps to it. */
class SchemasTest {
  private static final String FIRST = "# yaml-language-server: $schema=";
  private static final String CAMELS = "https://raw.githubusercontent.com/apache/camel/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

  static List<Path> shipped() throws IOException {
    try (Stream<Path> config = Files.walk(Path.of("config"));
        Stream<Path> routes = Files.walk(Path.of("routes"))) {
      return Stream.concat(config, routes)
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  @Test
  void thereIsSomethingToLookAt() throws IOException {
    assertThat(shipped()).hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedFileKeepsToTheSchemaItNames(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(text).startsWith(FIRST);
    assertThat(problems(file, text)).isEmpty();
  }

  /** What an editor underlines; the text is replaced once. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          config/application.yaml                    | port: 8080            | prot: 8080
          config/application.yaml                    | give-up-after: 72h    | give-up-after: 72 hours
          config/application.yaml                    | mode: live            | mode: wet-run
          config/sources/famulor.yaml                | country: DE           | land: DE
          config/mappings/salesforce-lead.yaml       | convert: last_name    | convert: last_nam
          config/mappings/salesforce-lead.yaml       | write: if-empty       | write: if-emtpy
          config/mappings/salesforce-lead.test.yaml  | expect_partial:          | expect_sum:
          routes/decide/post-call.test.yaml          | expect:               | expects:
          routes/decide/post-call.camel.yaml         | - choice:             | - choise:
          routes/deliver/call-log.camel.yaml         | description:          | descripton:
          routes/kamelets/send-mail.kamelet.yaml     | required:             | requierd:
          """)
  void aMistakeIsUnderlined(String file, String text, String wrong) throws IOException {
    String before = Files.readString(Path.of(file));
    assertThat(before).contains(text);

    String after = before.replaceFirst(java.util.regex.Pattern.quote(text), wrong);

    assertThat(problems(Path.of(file), after)).isNotEmpty();
  }

  private static Set<ValidationMessage> problems(Path file, String text) throws IOException {
    String name = text.lines().findFirst().orElseThrow().substring(FIRST.length());
    JsonSchema schema = SCHEMAS.get(name);
    if (schema == null) {
      schema = name.startsWith(CAMELS) ? ofCamel(name) : ofOurs(file.resolveSibling(name));
      SCHEMAS.put(name, schema);
    }
    LoadSettings yaml = LoadSettings.builder().setSchema(new CoreSchema()).build();
    return schema.validate(JSON.valueToTree(new Load(yaml).loadFromString(text)));
  }

  private static JsonSchema ofOurs(Path file) throws IOException {
    JsonNode schema = JSON.readTree(file.toFile());
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
  }

  /** The one of the Camel we run, which is what the address must name. */
  private static JsonSchema ofCamel(String address) throws IOException {
    assertThat(address).contains("/camel-" + new DefaultCamelContext().getVersion() + "/");
    try (InputStream in = SchemasTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(JSON.readTree(in));
    }
  }
}
