package io.aftercall.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.config.YamlObjectReader;
import io.aftercall.mapping.write.FieldWritePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schemas editors show and the readers must know the same words. */
class MappingSchemaTest {
  private static final String FIELD = "/definitions/field";

  private final JsonNode mapping = schema("mapping");

  @Test
  void knowsTheKeysOfTheReader() {
    assertThat(keys(mapping, "")).containsExactlyElementsOf(Mappings.KEYS);
    assertThat(keys(mapping, FIELD)).containsExactlyElementsOf(FieldReader.KEYS);
    assertThat(keys(mapping, "/definitions/default"))
        .containsExactlyElementsOf(FieldReader.DEFAULT_KEYS);
    assertThat(keys(schema("mapping-test"), "/items")).containsExactlyElementsOf(TestReader.KEYS);
  }

  @Test
  void knowsTheWordsOfTheReader() {
    assertThat(words("type")).containsExactlyElementsOf(YamlObjectReader.names(ValueType.class));
    assertThat(words("on_error")).containsExactlyElementsOf(YamlObjectReader.names(OnError.class));
    assertThat(words("write"))
        .containsExactlyElementsOf(YamlObjectReader.names(FieldWritePolicy.Policy.class));
    assertThat(words("on_too_long"))
        .containsExactlyElementsOf(YamlObjectReader.names(Limit.OverMax.class));
  }

  @Test
  void knowsEveryConversion() {
    String names = String.join("|", Conversions.names());

    assertThat(mapping.at("/definitions/convert/pattern").textValue())
        .isEqualTo("^(" + names + ")(:.+)?$");
  }

  private List<String> words(String key) {
    List<String> words = new ArrayList<>();
    mapping.at(FIELD + "/properties/" + key + "/enum").forEach(word -> words.add(word.textValue()));
    return words;
  }

  private static List<String> keys(JsonNode schema, String pointer) {
    List<String> keys = new ArrayList<>();
    schema.at(pointer + "/properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static JsonNode schema(String name) {
    try {
      return new ObjectMapper()
          .readTree(Path.of("config/schema/" + name + ".schema.json").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
