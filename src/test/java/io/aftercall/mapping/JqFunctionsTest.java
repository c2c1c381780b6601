package io.aftercall.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions of jq beyond those of jackson-jq, as the manual of jq has them. */
class JqFunctionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          "busy" | IN("busy", "failed")                                ~ true
          "other" | IN("busy", "failed")                               ~ false
          5 | IN(5.0, 6)                                               ~ true
          null | IN("busy", null)                                      ~ true
          IN("a", "b"; "b", "c")                                       ~ true
          IN(["x"][]; "b", "c")                                        ~ false
          "2024-02-15T10:00:00+01:00" | fromdate                       ~ 1707987600
          "2024-02-15T09:00:00Z" | fromdateiso8601                     ~ 1707987600
          1707987600 | todate                                          ~ "2024-02-15T09:00:00Z"
          1707987600 | gmtime                                          ~ [2024,1,15,9,0,0,4,45]
          1707987600 | gmtime | mktime                                 ~ 1707987600
          1707987600 | localtime("Europe/Berlin") | .[3]               ~ 10
          1707987600 | strftime("%d.%m.%Y %H:%M")                      ~ "15.02.2024 09:00"
          1707987600 | strflocaltime("%A %H:%M"; "Europe/Berlin")      ~ "Thursday 10:00"
          1707987600 | gmtime | strflocaltime("%T %z"; "Europe/Berlin") ~ "10:00:00 +0100"
          "15.02.2024" | strptime("%d.%m.%Y") | mktime | todate        ~ "2024-02-15T00:00:00Z"
          "2024-02-15 10:30" | strptime("%Y-%m-%d %H:%M") | .[4]       ~ 30
          1707987600 | strftime("%u %V %j %%")                         ~ "4 07 046 %"
          """)
  void gives(String expression, String result) throws Exception {
    assertThat(Jq.compile(expression, null).run(YamlJson.emptyCall()))
        .isEqualTo(Jq.compile(result, null).run(YamlJson.emptyCall()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\" | strptime(\"%Y\")",
        "null | strptime(\"%Y\")",
        "null | fromdate",
        "\"soon\" | mktime",
        "5 | strftime(\"%Q\")",
        "[2024, 13, 1, 0, 0, 0] | mktime",
        "5 | strflocaltime(\"%H\"; \"Berlin\")"
      })
  void saysWhatItCannotDo(String expression) throws Exception {
    Jq jq = Jq.compile(expression, null);
    Assertions.assertThatThrownBy(() -> jq.run(YamlJson.emptyCall()))
        .isInstanceOf(JsonQueryException.class);
  }

  @Test
  void aFailureNamesTheMissingPathAndNoValue() throws Exception {
    ObjectNode call =
        (ObjectNode)
            new ObjectMapper().readTree("{\"campaign\": null, \"customer_name\": \"Ada\"}");
    JqFailure failure = JqFailure.of(".campaign.name | contains(\"Q1\")", call);

    assertThat(failure.words())
        .isEqualTo(".campaign.name is missing, contains cannot look into nothing");
    assertThat(failure.bulkAction()).contains("(.campaign.name // \"\") | contains");
    assertThat(JqFailure.of(".customer_name | .[0]", call).words()).doesNotContain("Ada");
  }
}
