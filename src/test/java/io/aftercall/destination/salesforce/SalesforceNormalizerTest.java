package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was sent is known again in the shape Salesforce gives it back; other values are not. */
class SalesforceNormalizerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Sent, given back. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "\"Hot\" ~ \"Hot\"",
        "\" Hot  \" ~ \"Hot\"",
        "\"one\\ntwo\\n\" ~ \"one\\r\\ntwo\"",
        "\"one\\rtwo\" ~ \"one\\ntwo\"",
        "5 ~ 5.0",
        "5.50 ~ 5.5",
        "1e3 ~ 1000",
        "0 ~ 0.0",
        "\"5\" ~ 5.0",
        "5 ~ \"5\"",
        "true ~ true",
        "\"true\" ~ true",
        "\"2024-02-15\" ~ \"2024-02-15\"",
        "\"2024-02-15T14:30:00+01:00\" ~ \"2024-02-15T13:30:00.000+0000\"",
        "\"2024-02-15T13:30:00Z\" ~ \"2024-02-15T13:30:00.000+0000\"",
        "\"2024-02-15T13:30:00.987Z\" ~ \"2024-02-15T13:30:00.000Z\"",
        "\"2024-02-15T14:30+0100\" ~ \"2024-02-15T13:30:00.000+0000\"",
        "\"14:30\" ~ \"14:30:00.000Z\"",
        "\"001U000001c83gK\" ~ \"001U000001c83gKIAQ\"",
        "\"Max.Muster@Example.com\" ~ \"max.muster@example.com\"",
        "null ~ \"\"",
        "\" \" ~ null",
      })
  void knowsItAgain(String sent, String back) throws Exception {
    assertThat(SalesforceNormalizer.text(json(sent)))
        .isEqualTo(SalesforceNormalizer.text(json(back)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "\"Hot\" ~ \"hot\"",
        "\"Hot\" ~ \"Cold\"",
        "\"one\\ntwo\" ~ \"one two\"",
        "\"01067\" ~ \"1067\"",
        "5 ~ 5.01",
        "true ~ false",
        "0 ~ null",
        "false ~ null",
        "\"2024-02-15\" ~ \"2024-02-16\"",
        "\"2024-02-15T14:30:00+01:00\" ~ \"2024-02-15T14:30:00+02:00\"",
        "\"2024-02-31T14:30:00Z\" ~ \"2024-03-02T14:30:00Z\"",
        "\"001U000001c83gK\" ~ \"001U000001c83gKIAA\"",
        "\"001U000001c83gK\" ~ \"001U000001c83gk\"",
        "\"25:00\" ~ \"01:00\"",
      })
  void tellsAnotherValue(String sent, String other) throws Exception {
    assertThat(SalesforceNormalizer.text(json(sent)))
        .isNotEqualTo(SalesforceNormalizer.text(json(other)));
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }
}
