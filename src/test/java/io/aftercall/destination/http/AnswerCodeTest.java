package io.aftercall.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerCodeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"code":"DUPLICATE_DATA","message":"Max"}                          | ' DUPLICATE_DATA'
          {"status":"error","category":"VALIDATION_ERROR"}                   | ' VALIDATION_ERROR'
          [{"errorCode":"STRING_TOO_LONG","fields":["Company"]}]             | ' STRING_TOO_LONG (field Company)'
          {"error":{"type":"card_error","code":"expired","param":"number"}}  | ' expired (field number)'
          {"error":["UserError",["The phone of Max is wrong",""]]}           | ' UserError'
          {"error":"invalid_grant","error_description":"no"}                 | ' invalid_grant'
          {"errors":[{"extensions":{"code":"BAD_USER_INPUT"}}]}              | ' BAD_USER_INPUT'
          {"success":false,"code":1062}                                      | ' 1062'
          <Error><Code>SignatureDoesNotMatch</Code></Error>                  | ' SignatureDoesNotMatch'
          <s:Fault><faultcode>s:Client</faultcode></s:Fault>                 | ' s:Client'
          no_text                                                            | ' no_text'
          "invalid_payload"                                                  | ' invalid_payload'
          """)
  void theCodeIsFound(String body, String text) {
    assertThat(AnswerCode.of(body).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":"Mustermann"}
          {"error":"Max Mustermann is there already"}
          {"code":"+4915123456789"}
          {"code":"a4915123456789"}
          {"code":4915123456}
          {"name":"Erika","message":"gone"}
          {"error":false,"status":"error","code":0}
          <html><body><code>Mustermann</code></body></html>
          Mustermann
          {"code":
          []
          ''
          """)
  void whatMayBeAPersonIsNone(String body) {
    assertThat(AnswerCode.of(body)).isEqualTo(AnswerCode.NONE);
  }

  @Test
  void aDeepOrLongAnswerCostsLittle() {
    String deep = "[".repeat(900) + "]".repeat(900);
    assertThat(AnswerCode.of(deep)).isEqualTo(AnswerCode.NONE);
    String wide = "[" + "{\"a\":{}},".repeat(10_000) + "{\"code\":\"LATE\"}]";
    assertThat(AnswerCode.of(wide)).isEqualTo(AnswerCode.NONE);
  }
}
