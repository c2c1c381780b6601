package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a call and of a record for those who may not know people. */
class PersonalDataMaskTest {
  private static ObjectNode json(String text) throws Exception {
    return (ObjectNode) new ObjectMapper().readTree(text);
  }

  @Test
  void ofACallHowItWentStaysAndNothingOfThePerson() throws Exception {
    String call =
        """
        {"extracted_variables":{"callback":15112345678,"age":42,"interested":true,
        "born":"1980-03-01","Anna Muster":"call me"},"lead":{"id":7},"raw":{"x":1},
        "assistant_name":"Desk of Dr. Muster","status":"completed","duration":12}
        """;
    assertThat(PersonalDataMask.call(json(call)).toString())
        .isEqualTo(
            "{\"extracted_variables\":{\"1…(8)\":\"…(11)\",\"2…(3)\":\"…(2)\",\"3…(10)\":true,"
                + "\"4…(4)\":\"…(10)\",\"5…(11)\":\"…(7)\"},\"lead\":{\"1…(2)\":\"…(1)\"},"
                + "\"raw\":\"hidden\",\"assistant_name\":\"…(18)\",\"status\":\"completed\","
                + "\"duration\":12}");
  }

  @Test
  void ofARecordTheFieldsStayAndOfTheirValuesTheLength() throws Exception {
    String record =
        """
        {"name":"Anna","who":{"mail":"a@example.org"},"tags":["vip"],"rate":5,"ok":true,
        "at":"2026-03-02T09:30:00Z","Anna Muster":1,"n4915112345678":1}
        """;
    assertThat(PersonalDataMask.record(json(record)).toString())
        .isEqualTo(
            "{\"name\":\"…(4)\",\"who\":{\"mail\":\"…(13)\"},\"tags\":[\"…(3)\"],\"rate\":\"…(1)\","
                + "\"ok\":true,\"at\":\"…(20)\",\"7…(11)\":\"…(1)\",\"8…(14)\":\"…(1)\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1980-03-01\"", "42", "-0.5", "\"a\"", "12345678901234567890"})
  void everyValueButYesAndNoIsMasked(String value) throws Exception {
    String text = PersonalDataMask.record(json("{\"x\":[{\"y\":" + value + "}]}")).toString();
    assertThat(text).matches("\\{\"x\":\\[\\{\"y\":\"…\\(\\d+\\)\"}]}");
  }

  @Test
  void nothingStaysNothing() throws Exception {
    assertThat(PersonalDataMask.record(null)).isNull();
    assertThat(PersonalDataMask.at(".customer_phone", null)).isNull();
    assertThat(PersonalDataMask.record(json("{\"x\":null}")).toString()).isEqualTo("{\"x\":null}");
  }
}
