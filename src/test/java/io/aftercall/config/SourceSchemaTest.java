package io.aftercall.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.call.CallVocabulary;
import io.aftercall.call.PayloadLayout;
import io.aftercall.call.Protection;
import io.aftercall.call.SourceRules;
import io.aftercall.promise.PromiseRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The schema editors show and the reader must know the same keys. */
class SourceSchemaTest {
  private static final String SCHEMES = "/properties/authentication/items/oneOf";

  private JsonNode schema;

  @BeforeEach
  void read() throws IOException {
    schema = new ObjectMapper().readTree(Path.of("config/schema/source.schema.json").toFile());
  }

  @Test
  void knowsTheKeysOfTheReader() {
    assertThat(keys("")).containsExactlyElementsOf(SourceReader.KEYS);
    assertThat(keys("/properties/ignore_calls"))
        .containsExactlyElementsOf(SourceReader.TEST_CALL_KEYS);
    assertThat(keys("/properties/fields")).containsExactlyElementsOf(PayloadLayout.NAMES);
    assertThat(words("/properties/statuses/additionalProperties/enum"))
        .containsExactlyElementsOf(CallVocabulary.STATUSES);
    assertThat(keys("/properties/platform")).containsExactlyElementsOf(SenderApiReader.KEYS);
    assertThat(keys("/properties/protective/additionalProperties"))
        .containsExactlyElementsOf(ProtectionReader.KEYS);
    assertThat(words("/properties/protective/additionalProperties/properties/unclear/enum"))
        .containsExactlyElementsOf(YamlObjectReader.names(Protection.Unclear.class));
    assertThat(keys("/properties/promises")).containsExactlyElementsOf(PromiseRulesReader.KEYS);
    assertThat(keys("/properties/promises/properties/campaigns/additionalProperties"))
        .containsExactlyElementsOf(PromiseRulesReader.HOURS_KEYS);
    assertThat(keys("/properties/promises/properties/answer_within"))
        .containsExactlyElementsOf(YamlObjectReader.names(PromiseRules.Rating.class));
    assertThat(keys("/properties/variables/additionalProperties/oneOf/1"))
        .containsExactlyElementsOf(VariableReader.KEYS);
  }

  @Test
  void knowsEveryScheme() {
    AuthenticationReader.Scheme[] schemes = AuthenticationReader.Scheme.values();
    assertThat(schema.at(SCHEMES)).hasSize(schemes.length);
    for (int i = 0; i < schemes.length; i++) {
      assertThat(keys(SCHEMES + "/" + i)).containsExactlyElementsOf(schemes[i].keys());
      assertThat(words(SCHEMES + "/" + i + "/required")).contains(schemes[i].key());
    }
  }

  @Test
  void knowsTheWordsOfTheReader() {
    assertThat(words("/definitions/type/enum"))
        .containsExactlyElementsOf(YamlObjectReader.names(SourceRules.Type.class));
    assertThat(words(SCHEMES + "/0/properties/in/items/enum"))
        .containsExactlyElementsOf(YamlObjectReader.names(Authentication.Carrier.class));
  }

  private List<String> keys(String pointer) {
    List<String> keys = new ArrayList<>();
    schema.at(pointer + "/properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private List<String> words(String pointer) {
    List<String> words = new ArrayList<>();
    schema.at(pointer).forEach(word -> words.add(word.textValue()));
    return words;
  }
}
