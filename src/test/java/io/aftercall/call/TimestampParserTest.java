package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way gives what the long one gives, or steps aside. */
class TimestampParserTest {
  @Test
  void readsWhatMachinesWrite() {
    LocalDate day = LocalDate.of(2024, 2, 15);
    LocalTime time = LocalTime.of(14, 30, 7);
    assertThat(TimestampParser.read("2024-02-15")).isEqualTo(new SpokenDateTime(day, null, null));
    assertThat(TimestampParser.read("2024-02-15T14:30:07Z"))
        .isEqualTo(new SpokenDateTime(day, time, ZoneOffset.UTC));
    assertThat(TimestampParser.read("2024-02-15T14:30:07+01:30"))
        .isEqualTo(new SpokenDateTime(day, time, ZoneOffset.of("+01:30")));
    assertThat(TimestampParser.read("2024-02-15T14:30:07-03:30"))
        .isEqualTo(new SpokenDateTime(day, time, ZoneOffset.of("-03:30")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-2-15",
        "15.02.2024",
        "2024-02-30",
        "2024-13-01",
        "2024/02/15",
        "٢٠٢٤-٠٢-١٥",
        "2024-02-15 14:30:07Z",
        "2024-02-15T14:30Z",
        "2024-02-15T14:30:07",
        "2024-02-15T14:30:07X",
        "2024-02-15T25:30:07Z",
        "2024-02-15T14:61:07Z",
        "2024-02-15T14:30:07.5Z",
        "2024-02-15T14:30:07+0130 ",
        "2024-02-15T14:30:07+19:00",
        "2024-02-15T14:30:07+01:99",
        "2024-02-15T14:30:07*01:00",
      })
  void leavesOtherFormsToTheLongWay(String text) {
    assertThat(TimestampParser.read(text)).isNull();
  }
}
