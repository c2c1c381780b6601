package io.aftercall.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.Problem;
import io.aftercall.config.YamlNode;
import io.aftercall.config.YamlReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators write without quotes reaches the record as they wrote it. */
class WrittenScalarsTest {
  /** A field, and what its record holds as JSON. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          { constant: 01067 }                                   ~ "01067"
          { constant: 0042 }                                    ~ "0042"
          { constant: +49301234 }                               ~ "+49301234"
          { constant: 1.10 }                                    ~ "1.10"
          { constant: 1.0 }                                     ~ "1.0"
          { constant: 1e3 }                                     ~ "1e3"
          { constant: 500E00000000001 }                         ~ "500E00000000001"
          { constant: 001000000000001 }                         ~ "001000000000001"
          { constant: 123456789012345 }                         ~ "123456789012345"
          { constant: 123456789012345678 }                      ~ "123456789012345678"
          { constant: 12345678901234567890 }                    ~ "12345678901234567890"
          { constant: 1e5 }                                     ~ "1e5"
          { constant: 0x1F }                                    ~ "0x1F"
          { constant: 0o17 }                                    ~ "0o17"
          { constant: 1_000 }                                   ~ "1_000"
          { constant: 12:30 }                                   ~ "12:30"
          { constant: 2024-02-15 }                              ~ "2024-02-15"
          { constant: yes }                                     ~ "yes"
          { constant: on }                                      ~ "on"
          { from: .outcome, lookup: { busy: 0x1F } }            ~ "0x1F"
          { from: .outcome, lookup: { busy: 12:30 } }           ~ "12:30"
          { from: .customer_name, default: on }                 ~ "on"
          { constant: 5 }                                       ~ 5
          { constant: -3 }                                      ~ -3
          { constant: 0 }                                       ~ 0
          { constant: 0.5 }                                     ~ 0.5
          { constant: 12345678901234 }                          ~ 12345678901234
          { constant: "5" }                                     ~ "5"
          { constant: 1.10, type: number }                      ~ 1.1
          { constant: 1.100, type: number }                     ~ 1.1
          { constant: 0042, type: integer }                     ~ 42
          { constant: 5, type: string }                         ~ "5"
          { from: .customer_name, default: 01067 }           ~ "01067"
          { from: .customer_name, default: 1.10, type: number } ~ 1.1
          { from: .outcome, lookup: { busy: 0042 } }         ~ "0042"
          { from: .outcome, lookup: { busy: 7 } }            ~ 7
          { from: .outcome, lookup: { busy: 0042 }, type: number } ~ 42
          """)
  void reachesTheRecord(String field, String value) {
    List<Problem> problems = new ArrayList<>();
    YamlNode yamlNode = YamlReader.read("m.yaml", "X: " + field, problems).orElseThrow();
    Field read = new FieldReader("", problems).fields(yamlNode, new Field.Name("", "")).get(0);
    assertThat(problems).isEmpty();
    ObjectNode record = JsonNodeFactory.instance.objectNode();

    read.into(record, MappingRun.quiet(YamlJson.emptyCall().put("outcome", "busy")));

    assertThat(record.get("X").toString()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0.5", "-3", "text", "true", "~", "'01067'"})
  void othersStayWhatTheyAre(String text) {
    YamlNode yamlNode = YamlReader.read("m.yaml", text, new ArrayList<>()).orElseThrow();
    assertThat(WrittenScalars.isKeptAsText((YamlNode.Scalar) yamlNode)).isFalse();
  }
}
