package io.aftercall.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRedactorTest {
  private static String redacted(String json) throws Exception {
    return RecordRedactor.text((ObjectNode) new ObjectMapper().readTree(json));
  }

  @Test
  void ofTextsOnlyTheLengthStays() throws Exception {
    assertThat(
            redacted("{\"name\":\"Anna\",\"who\":{\"mail\":\"a@example.org\"},\"tags\":[\"vip\"]}"))
        .isEqualTo("{\"name\":\"…(4)\",\"who\":{\"mail\":\"…(13)\"},\"tags\":\"[1]\"}");
  }

  @Test
  void aNumberAsLongAsAPhoneNumberIsNone() throws Exception {
    assertThat(redacted("{\"rate\":5,\"phone\":4915123456789,\"ok\":true}"))
        .isEqualTo("{\"rate\":5,\"phone\":\"…(13)\",\"ok\":true}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-02",
        "2026-03-02T09:30:00Z",
        "2026-03-02 09:30",
        "2026-03-02T09:30:00.123+02:00",
      })
  void datesStay(String date) throws Exception {
    assertThat(redacted("{\"at\":\"" + date + "\"}")).contains(date);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-02 Anna", "2026-03-02, call Anna back", "20260302 Anna"})
  void aTextThatBeginsWithADateIsAText(String text) throws Exception {
    assertThat(redacted("{\"note\":\"" + text + "\"}")).doesNotContain("Anna");
  }
}
