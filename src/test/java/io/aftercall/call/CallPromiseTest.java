package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.promise.Holidays;
import io.aftercall.promise.PromiseRules;
import io.aftercall.promise.PromiseRules.Rating;
import io.aftercall.promise.WorkHours;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of Monday, 12 January 2026, 11:30 to 11:35 in Berlin, and what they promise. */
class CallPromiseTest {
  private static final WorkHours OFFICE =
      new WorkHours(
          EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
          LocalTime.of(9, 0),
          LocalTime.of(18, 0),
          Holidays.of("DE").orElseThrow());
  private static final WorkHours EVENINGS =
      new WorkHours(
          EnumSet.allOf(DayOfWeek.class), LocalTime.of(17, 0), LocalTime.of(20, 0), Holidays.NONE);
  private static final PromiseRules PROMISES =
      new PromiseRules(
          OFFICE,
          Map.of("77", EVENINGS),
          Map.of(
              Rating.HOT, Duration.ofMinutes(15),
              Rating.WARM, Duration.ofHours(4),
              Rating.COLD, Duration.ofDays(2),
              Rating.OTHER, Duration.ofDays(1)),
          0);

  private static JsonNode promise(String variables, String rest) {
    SourceRules rules =
        new SourceRules(
            "famulor",
            ZoneId.of("Europe/Berlin"),
            "DE",
            List.of(
                variable("next_contact_date", SourceRules.Type.DATE),
                variable("appointment_at", SourceRules.Type.DATETIME),
                variable("appointment_scheduled", SourceRules.Type.BOOLEAN),
                variable("follow_up_needed", SourceRules.Type.BOOLEAN),
                variable("customer_interested", SourceRules.Type.BOOLEAN)),
            null,
            PayloadLayout.KNOWN,
            List.of(),
            PROMISES);
    String body =
        """
        {"id": 1, "status": "completed", "created_at": "2026-01-12T11:30:00+01:00",
         "duration": 300, "from_number": "+4930123456", "to_number": "+4915123456789",
         "extracted_variables": {%s}%s}
        """
            .formatted(variables, rest);
    ReadResult read = new CallReader(rules).read(body.getBytes(StandardCharsets.UTF_8), 1);
    return ((ReadResult.Read) read).call().path("promise");
  }

  private static SourceRules.Variable variable(String name, SourceRules.Type type) {
    return new SourceRules.Variable(name, type, List.of(), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "übermorgen, call_back, 2026-01-14T09:00:00+01:00",
    "übermorgen nachmittag, call_back, 2026-01-14T12:00:00+01:00",
    "übermorgen abend, call_back, 2026-01-14T17:00:00+01:00",
    "morgen um 10 Uhr, call_back, 2026-01-13T10:00:00+01:00",
    "tomorrow at 7 pm, call_back, 2026-01-14T09:00:00+01:00",
    "kommenden Samstag, call_back, 2026-01-19T09:00:00+01:00",
    "heute nachmittag, call_back, 2026-01-12T12:00:00+01:00",
    "heute, call_back, 2026-01-12T11:35:00+01:00",
    "nächste Woche, call_back, 2026-01-26T09:00:00+01:00",
    "2026-07-15, call_back, 2026-07-15T09:00:00+02:00",
    "2026-01-14T14:30:00, call_back, 2026-01-14T14:30:00+01:00",
    "2026-01-14T14:30:00Z, call_back, 2026-01-14T15:30:00+01:00",
    "14.01.2026 16:45, call_back, 2026-01-14T16:45:00+01:00",
    "2026-01-14T00:00:00, call_back, 2026-01-14T09:00:00+01:00",
    "2026-05-01, call_back, 2026-05-04T09:00:00+02:00",
    "vielleicht irgendwann, unclear, 2026-01-13T11:35:00+01:00",
    "kein Rückruf nötig, undated, 2026-01-13T11:35:00+01:00",
    "2025-12-01, undated, 2026-01-13T11:35:00+01:00",
  })
  void theNamedDayIsKeptAndNeverEarlier(String said, String kind, String due) {
    JsonNode promise = promise("\"next_contact_date\": \"" + said + "\"", "");
    assertThat(promise.path("kind").textValue()).as(said).isEqualTo(kind);
    assertThat(promise.path("due_at").textValue()).as(said).isEqualTo(due);
    assertThat(promise.path("due_date").textValue()).as(said).isEqualTo(due.substring(0, 10));
    assertThat(promise.path("why").textValue()).doesNotContain("irgendwann");
  }

  @Test
  void whyAPromiseMovedIsSaid() {
    assertThat(promise("\"next_contact_date\": \"2026-05-01\"", "").path("why").textValue())
        .isEqualTo(
            "named for 2026-05-01, moved to Monday 2026-05-04 09:00"
                + " because 2026-05-01 is Labour day");
  }

  @Test
  void withoutADayTheRatingSaysHowSoon() {
    JsonNode hot = promise("\"customer_interested\": true", "");
    assertThat(hot.path("due_at").textValue()).isEqualTo("2026-01-12T11:50:00+01:00");
    assertThat(hot.path("why").textValue()).isEqualTo("no day was named, hot is due within 15 min");
    JsonNode cold = promise("\"lead_quality\": \"low\"", "");
    assertThat(cold.path("due_at").textValue()).isEqualTo("2026-01-14T11:35:00+01:00");
  }

  @Test
  void aCampaignHasHoursOfItsOwn() {
    JsonNode promise =
        promise(
            "\"next_contact_date\": \"2026-01-17\"",
            ", \"campaign\": {\"id\": 77, \"name\": \"x\"}");
    assertThat(promise.path("due_at").textValue()).isEqualTo("2026-01-17T17:00:00+01:00");
  }

  @Test
  void anAppointmentStaysWhereBothAgreed() {
    JsonNode promise =
        promise(
            "\"appointment_scheduled\": true, \"appointment_at\": \"2026-01-17T19:30:00+01:00\"",
            "");
    assertThat(promise.path("kind").textValue()).isEqualTo("appointment");
    assertThat(promise.path("due_at").textValue()).isEqualTo("2026-01-17T19:30:00+01:00");
  }
}
