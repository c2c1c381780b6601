package io.aftercall.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // conversion | value as JSON | result as JSON; null = does not fit, missing = rightly none
        "phone | \"0151 23456789\" | \"+4915123456789\"",
        "phone | \"+4912345678\" | \"+4912345678\"",
        "phone | \"anonymous\" | null",
        "phone_national | \"+4915123456789\" | \"01512 3456789\"",
        "phone_international | \"0151 23456789\" | \"+49 1512 3456789\"",
        "first_name | \"Frau Dr. Eva Groß\" | \"Eva\"",
        "first_name | \"Groß\" | missing",
        "last_name | \"Frau Dr. Eva Groß\" | \"Groß\"",
        "salutation | \"Frau Groß\" | \"Ms.\"",
        "salutation | \"Eva Groß\" | missing",
        "title | \"Frau Dr. Eva Groß\" | \"Dr.\"",
        "company_of_name | \"Max Muster (Beispiel GmbH)\" | \"Beispiel GmbH\"",
        "last_name | 12 | null",
        "date | \"15.02.2024\" | \"2024-02-15\"",
        "date | \"2024-02-15T23:30:00Z\" | \"2024-02-16\"",
        "date:America/New_York | \"2024-02-15T03:00:00Z\" | \"2024-02-14\"",
        "date | \"next week\" | null",
        "time | \"2024-07-15T12:30:00Z\" | \"14:30\"",
        "time:UTC | \"2024-07-15T12:30:00Z\" | \"12:30\"",
        "time | \"2024-07-15\" | null",
        "datetime | \"2024-07-15 14:30\" | \"2024-07-15T14:30:00+02:00\"",
        "datetime:UTC | \"2024-07-15T14:30:00+02:00\" | \"2024-07-15T12:30:00Z\"",
        "datetime | \"2024-07-15\" | null",
        "format:dd.MM.yyyy HH:mm | \"2024-01-15T10:30:00Z\" | \"15.01.2024 11:30\"",
        "format:EEEE | \"2024-01-15\" | \"Montag\"",
        "format:HH:mm | \"2024-01-15\" | null",
        "at:09:00 | \"2024-02-15\" | \"2024-02-15T09:00:00+01:00\"",
        "at:02:30 | \"2024-03-31\" | \"2024-03-31T03:30:00+02:00\"",
        "shift:-15m | \"2024-03-31T03:05:00+02:00\" | \"2024-03-31T01:50:00+01:00\"",
        "shift:1d | \"2024-03-30T12:00:00+01:00\" | \"2024-03-31T12:00:00+02:00\"",
        "shift:1w | \"2024-02-28\" | \"2024-03-06\"",
        "shift:2h | \"2024-02-28\" | null",
        "work_days:1 | \"2024-01-19\" | \"2024-01-22\"",
        "work_days:5 | \"2024-01-15\" | \"2024-01-22\"",
        "number | \"10.000,50\" | 10000.5",
        "number | \"5000\" | 5000",
        "number | 12.50 | 12.5",
        "number | \"10000-50000\" | null",
        "number | true | null",
        "integer | \"5 Tsd.\" | 5000",
        "integer | 10.0 | 10",
        "integer | 10.5 | null",
        "integer | 99999999999 | 99999999999",
        "yes_no | \"Ja\" | true",
        "yes_no | \"nein\" | false",
        "yes_no | 1 | true",
        "yes_no | \"vielleicht\" | null",
        "minutes | 180 | 3",
        "minutes | \"97\" | 2",
        "minutes | 0 | 0",
        "email | \" Max@Example.COM \" | \"Max@example.com\"",
        "email | \"mailto:max@example.com\" | \"max@example.com\"",
        "email | \"max at example.com\" | null",
        "email | \"max@example\" | null",
        "email | \"a@b.de,c@d.de\" | null",
        "url | \"www.example.com/x\" | \"https://www.example.com/x\"",
        "url | \"javascript:alert(1)\" | null",
        "truncate:5 | \"abcdefgh\" | \"abcd…\"",
        "truncate:5 | \"abcde\" | \"abcde\"",
        "truncate:4 | \"😀😀😀\" | \"😀…\"",
        "lines | [\"a\",null,\"b\"] | \"a\\nb\"",
        "lines | {\"contact_reason\":\"x\",\"b\":\"n/a\",\"ok\":true} | \"Contact reason: x\\n"
            + "Ok: yes\"",
        "lines:summary, ok | {\"summary\":\"x\",\"b\":1,\"ok\":true} | \"B: 1\"",
        "lines | \"a  \\r\\n\\r\\n\\r\\n\\r\\nb\" | \"a\\n\\nb\"",
        "list | [\"a\",\"b\"] | \"a, b\"",
        "list:; | [\"a\",\"b\"] | \"a;b\"",
        "date | \"1989-12-31\" | null",
        "date | \"2101-01-01\" | null",
        "date | \"0001-01-01T00:00:00Z\" | null",
        "datetime | \"1900-01-01T00:00:00Z\" | null",
        "datetime | \"9999-12-31T23:59:59Z\" | null",
        "format:yyyy | \"1899-12-30\" | null",
        "at:09:00 | \"2300-02-15\" | null",
        "work_days:2 | \"1970-01-01\" | null",
        "shift:1d | \"2100-12-31\" | \"2101-01-01\"",
        "upper | \"aß\" | \"ASS\"",
        "lower | \"AÄ\" | \"aä\"",
        "trim | \" a  b \" | \"a b\"",
        "capitalise | \"max müller-lüdenscheidt\" | \"Max Müller-Lüdenscheidt\"",
        "digits | \"+49 (0)151\" | \"490151\"",
        "digits | \"none\" | missing",
        "html | \"<a href='x'>&\\\"\" | \"&lt;a href=&#39;x&#39;&gt;&amp;&quot;\"",
        "json | {\"a\":[1]} | \"{\\\"a\\\":[1]}\"",
      })
  void converts(String spec, String value, String result) throws IOException {
    ObjectNode call = JSON.createObjectNode().put("time_zone", "Europe/Berlin").put("region", "DE");

    JsonNode got =
        Conversions.of(spec).orElseThrow().apply(JSON.readTree(value), new ConversionContext(call));

    assertThat(got == null ? "null" : got.isMissingNode() ? "missing" : got.toString())
        .isEqualTo(result.equals("null") || result.equals("missing") ? result : tidy(result));
  }

  private static String tidy(String json) throws IOException {
    return JSON.readTree(json).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fone",
        "phone:DE",
        "date:Berlin",
        "format",
        "format:QQQQQQ{",
        "at:9",
        "at",
        "shift:soon",
        "work_days:0",
        "work_days:x",
        "truncate",
        "truncate:-1",
        "upper:x"
      })
  void refusesWhatIsNoConversion(String spec) {
    assertThat(Conversions.of(spec)).isEmpty();
  }

  @Test
  void everyConversionIsDescribed() {
    assertThat(Conversions.all())
        .allSatisfy(described -> assertThat(described.sentence()).isNotBlank());
    assertThat(Conversions.all()).extracting(Conversions.Description::name).doesNotHaveDuplicates();
  }

  @Test
  void aNumberOfMonstrousSizeIsNone() throws IOException {
    ConversionContext conversionContext = new ConversionContext(JSON.createObjectNode());
    JsonNode monster = JSON.readTree("1e999999");

    for (String spec : new String[] {"number", "integer", "minutes"}) {
      assertThat(Conversions.of(spec).orElseThrow().apply(monster, conversionContext)).isNull();
    }
  }
}
