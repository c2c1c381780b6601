package io.aftercall.web.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionBodyTest {
  @Test
  void readsWhyAndDryRun() throws Exception {
    assertThat(ActionBody.of(json("{\"why\":\" CRM is back \",\"dry_run\":true}"), true))
        .isEqualTo(new ActionBody("CRM is back", true, null));
  }

  @Test
  void hasAWhyOfItsOwnWhereNoneIsNeeded() throws Exception {
    assertThat(ActionBody.of(null, false)).isEqualTo(new ActionBody("asked for", false, null));
    assertThat(ActionBody.of(json("{\"why\":null}"), false))
        .isEqualTo(new ActionBody("asked for", false, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | why is missing",
        "{\"why\":\" \"} | why is missing",
        "{\"why\":7} | why must be a text",
        "{\"why\":\"x\",\"dryrun\":true} | the body may hold why, dry_run and rate, not dryrun",
        "{\"why\":\"x\",\"dry_run\":\"yes\"} | dry_run must be true or false",
        "{\"why\":\"x\",\"rate\":0} | rate must be how many per second",
        "{\"why\":\"x\",\"rate\":\"5\"} | rate must be how many per second",
        "[] | the body must be a JSON object",
      })
  void nothingIsDoneOnAnOrderThatIsNotUnderstood(String body, String says) {
    assertThatThrownBy(() -> ActionBody.of(json(body), true))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(says);
  }

  @Test
  void aWhyIsASentenceAndNoBook() {
    assertThatThrownBy(() -> ActionBody.why("x".repeat(501), false))
        .hasMessage("why is longer than 500 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "asked from +49 151 2345678",
        "called 0151/2345678 again",
        "0049 30 1234567",
        "max@example.com wrote"
      })
  void aWhyNamesNobody(String why) {
    assertThatThrownBy(() -> ActionBody.why(why, false)).hasMessageContaining("without naming");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ticket 4711",
        "INC0012345678",
        "after the outage of 2026-03-02 09:00",
        "release 1.20.300",
        "mail to sales@ bounced"
      })
  void aTicketIsNoPhone(String why) {
    assertThat(ActionBody.why(why, false)).isEqualTo(why);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
