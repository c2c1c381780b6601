package io.aftercall.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema editors show for kamelets and the reader must know the same keys. */
class KameletSchemaTest {
  private static final String DEFINITION = "/properties/spec/properties/definition";
  private static final String PARAMETER =
      DEFINITION + "/properties/properties/additionalProperties";

  @Test
  void knowsTheKeysOfTheReader() throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(Path.of("config/schema/kamelet.schema.json").toFile());

    assertThat(keys(schema, "")).containsExactlyElementsOf(KameletReader.FILE);
    assertThat(keys(schema, "/properties/spec"))
        .containsExactlyInAnyOrderElementsOf(KameletReader.SPEC);
    assertThat(keys(schema, DEFINITION))
        .containsExactlyInAnyOrderElementsOf(KameletReader.DEFINITION);
    assertThat(keys(schema, PARAMETER))
        .containsExactlyInAnyOrderElementsOf(KameletReader.PARAMETER);
    assertThat(schema.at(PARAMETER + "/properties/type/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(KameletReader.TYPES);
  }

  private static List<String> keys(JsonNode schema, String pointer) {
    List<String> keys = new ArrayList<>();
    schema.at(pointer + "/properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
