package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenValuesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "  ",
        "unknown",
        "Unknown.",
        "UNBEKANNT",
        "n/a",
        "N/A",
        "n.a.",
        "null",
        "None",
        "keine Angabe",
        "k.A.",
        "k. A.",
        "nicht angegeben",
        "[not provided]",
        "-",
        "–",
        "?",
        "..."
      })
  void nothingWasSaid(String text) {
    assertThat(SpokenValues.isAbsent(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "no", "nein", "false", "Na", "A", "keine", "Unknown Ltd", "n/a GmbH"})
  void somethingWasSaid(String text) {
    assertThat(SpokenValues.isAbsent(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "TRUE, true",
    "yes, true",
    "Ja, true",
    "ja!, true",
    "wahr, true",
    "1, true",
    "false, false",
    "No., false",
    "nein, false",
    "Falsch, false",
    "0, false"
  })
  void yesOrNo(String text, boolean value) {
    assertThat(SpokenValues.yesNo(text)).contains(value);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "maybe", "vielleicht", "yes, but later", "unknown", "2", "janein", "-1"})
  void neitherYesNorNo(String text) {
    assertThat(SpokenValues.yesNo(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5000 | 5000",
        "007 | 7",
        "-5 | -5",
        "+5 | 5",
        "1.5 | 1.5",
        "1,5 | 1.5",
        "0.125 | 0.125",
        "0,125 | 0.125",
        "10.000 | 10000",
        "10,000 | 10000",
        "10.000,50 | 10000.50",
        "1,234.5 | 1234.5",
        "1.234.567 | 1234567",
        "1'234.50 | 1234.50",
        "1 234 567 | 1234567",
        "5 Tsd | 5000",
        "5 Tsd. € | 5000",
        "5k | 5000",
        "2 Mio | 2000000",
        "1.5 million | 1500000.0",
        "€ 5.000 | 5000",
        "$1,000 | 1000",
        "5.000,- | 5000",
        "5000 EUR | 5000",
        "ca. 5000 Euro | 5000",
        "50% | 50",
        "5\u00a0000 | 5000"
      })
  void aNumber(String text, BigDecimal value) {
    assertThat(SpokenValues.number(text)).contains(value);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "fünf",
        "10000-50000",
        "10.000 - 50.000",
        "5000 bis 6000",
        "12.34.56",
        "1,2,3",
        "1e5",
        "1e999999999",
        "NaN",
        "Infinity",
        ".5",
        "5 Hunde",
        "0x10"
      })
  void noCertainNumber(String text) {
    assertThat(SpokenValues.number(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-15",
        "2024-2-15",
        "15.02.2024",
        "15.2.24",
        "15. 2. 2024",
        "15. Februar 2024",
        "15 Feb 2024",
        "Feb 15, 2024",
        "February 15th, 2024",
        "15th of February 2024",
        "Donnerstag, 15.02.2024",
        "Thursday, February 15, 2024",
        "am 15. FEBRUAR 2024",
        "02/15/2024",
        "15/02/2024",
        "2024-02-15T23:30:00-08:00",
        "15.02.2024 um 14 Uhr"
      })
  void aDate(String text) {
    assertThat(SpokenValues.date(text)).contains(LocalDate.of(2024, 2, 15));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "morgen",
        "next Monday",
        "15.02.",
        "31.02.2024",
        "2024-13-01",
        "03/04/2024",
        "15. Foo 2024",
        "2024-02-15 or 2024-02-16",
        "20240215",
        "150.02.2024",
        "2024-02-151"
      })
  void noCertainDate(String text) {
    assertThat(SpokenValues.date(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-02-15T14:30:00Z | 2024-02-15T14:30Z",
        "2024-02-15T14:30:00.123456Z | 2024-02-15T14:30:00.123456Z",
        "2024-02-15T14:30:00.1234567891Z | 2024-02-15T14:30:00.123456789Z",
        "2024-02-15 14:30:00 | 2024-02-15T14:30+01:00",
        "2024-08-15 14:30:00 | 2024-08-15T14:30+02:00",
        "2024-02-15T14:30:00-0800 | 2024-02-15T14:30-08:00",
        "2024-02-15 14:30 UTC | 2024-02-15T14:30Z",
        "2024-02-15T14:30[Europe/Berlin] | 2024-02-15T14:30+01:00",
        "2024-02-15 2:30 pm | 2024-02-15T14:30+01:00",
        "2024-02-15 at 12 a.m. | 2024-02-15T00:00+01:00",
        "15.02.2024 14:30 | 2024-02-15T14:30+01:00",
        "15.02.2024, 14.30 Uhr | 2024-02-15T14:30+01:00",
        "Donnerstag, den 15. Februar 2024 um 9 Uhr | 2024-02-15T09:00+01:00",
        // skipped by the clock change: forward by the gap; happening twice: the first one
        "2024-03-31T02:30:00 | 2024-03-31T03:30+02:00",
        "2024-10-27T02:30:00 | 2024-10-27T02:30+02:00",
        "2024-10-27T02:30:00+01:00 | 2024-10-27T02:30+01:00"
      })
  void aMoment(String text, String moment) {
    assertThat(SpokenValues.dateTime(text, BERLIN)).map(Object::toString).contains(moment);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "2024-02-15",
        "2024-02-15T25:00:00",
        "2024-02-15T14:61:00",
        "2024-02-15 14",
        "2024-02-15 13 pm",
        "14:30",
        "2024-02-15T14:30:00+99:00"
      })
  void noCertainMoment(String text) {
    assertThat(SpokenValues.dateTime(text, BERLIN)).isEmpty();
  }

  @Test
  void anEndlessTextIsAnsweredAtOnce() {
    String endless = "1".repeat(5_000_000);
    assertThat(SpokenValues.isAbsent(endless)).isFalse();
    assertThat(SpokenValues.yesNo(endless)).isEmpty();
    assertThat(SpokenValues.number(endless)).isEmpty();
    assertThat(SpokenValues.date(endless)).isEmpty();
    assertThat(SpokenValues.dateTime(endless, BERLIN)).isEmpty();
  }
}
