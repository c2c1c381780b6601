package io.aftercall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the HTTP server itself lets through, and what it says when it does not. */
class WebhookErrorResponsesTest extends WebhookServerStage {
  /** Published names by which requests steered Camel's components, and some of the same kind. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CamelHttpUri",
        "CamelHttpResponseCode",
        "CAmelHttpUri",
        "camelhttppath",
        "CamelExecCommandExecutable",
        "CAmelExecCommandArgs",
        "CamelBeanMethodName",
        "CamelFileName",
        "CamelSqlQuery",
        "CamelJmsDestinationName",
        "CamelVertxPlatformHttpRemoteAddress",
        "org.apache.camel.method",
        "sObjectQuery",
        "sObjectId",
        "sObjectName",
        "sObjectIdName",
        "apexUrl",
        "apexMethod",
        "rawPath",
        "mail.smtp.host",
        "mail.smtp.socketFactory.class",
        "mail.smtp.auth.mechanisms",
        "to",
        "Subject",
        "breadcrumbId",
        "X-Anything"
      })
  void noNameOfTheSenderBecomesAHeader(String name) throws Exception {
    open(LONG, LONG, 10);
    String request = GOOD.replace("Host: x", "Host: x\r\n" + name + ": steer");
    assertThat(answer(request)).startsWith("HTTP/1.1 200");
    assertThat(answer(GOOD.replace("/x ", "/x?" + name + "=steer "))).startsWith("HTTP/1.1 200");

    assertThat(seen).hasSize(2);
    for (Map<String, Object> headers : seen) {
      assertThat(headers.keySet())
          .isSubsetOf(
              "CamelHttpMethod",
              "CamelHttpPath",
              "CamelHttpUrl",
              "CamelHttpUri",
              "CamelHttpQuery",
              "CamelHttpRawQuery",
              "CamelVertxPlatformHttpLocalAddress",
              "CamelVertxPlatformHttpRemoteAddress");
      assertThat(headers).containsEntry("CamelHttpPath", "/webhooks/x");
      assertThat(headers).doesNotContainValue("steer");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | 400",
        "POST | 400",
        "EXPECT | 417",
        "HEADERS | 431",
        "BIG HEADER | 431",
        "LONG ADDRESS | 414",
        "ANNOUNCED | 413",
        "CHUNKED | 413",
        "FORM | 415",
        "ELSEWHERE | 404",
      })
  void anErrorSaysItsSentenceAndNothingElse(String kind, int status) throws Exception {
    open(LONG, LONG, 10);
    String chunked = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    String request =
        switch (kind) {
          case "nonsense" -> "telltale\r\n\r\n";
          case "POST" -> "POST\r\nHost telltale\r\n\r\n";
          case "EXPECT" -> GOOD.replace("Host: x", "Host: x\r\nExpect: telltale");
          case "HEADERS" -> GOOD.replace("Host: x", "Host: x" + "\r\nTelltale: x".repeat(101));
          case "BIG HEADER" -> GOOD.replace("Host: x", "Telltale: " + "x".repeat(9000));
          case "LONG ADDRESS" -> GOOD.replace("/x ", "/x?telltale=" + "x".repeat(5000) + " ");
          case "ANNOUNCED" -> GOOD.replace("Length: 2", "Length: 1001");
          case "CHUNKED" -> chunked + "200\r\n" + "t".repeat(512) + "\r\n200\r\n" + "t".repeat(512);
          case "FORM" -> GOOD.replace("application/json", "multipart/form-data; boundary=telltale");
          default -> GOOD.replace("/webhooks/x", "/telltale");
        };
    String answer = answer(request);

    assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
    assertThat(answer.toLowerCase(java.util.Locale.ROOT))
        .contains("content-type: application/problem+json")
        .doesNotContain(
            "telltale", "exception", "vert", "netty", "camel", "java", "server:", "/webhooks");
    JsonNode problem = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
    assertThat(problem.fieldNames())
        .toIterable()
        .containsExactly("type", "title", "status", "detail");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
  }

  @Test
  void aBodyThatIsBadlyFramedIsClosedWithoutAWord() throws Exception {
    open(LONG, LONG, 10);

    assertThat(answer(HEAD + "Transfer-Encoding: chunked\r\n\r\ntelltale\r\n")).isEmpty();
    assertThat(seen).isEmpty();
  }

  @Test
  void aRouteThatFailsKeepsItsReasonToItself() throws Exception {
    open(LONG, LONG, 10);
    String answer = answer(GOOD.replace("/webhooks/x", "/webhooks/broken"));

    assertThat(answer).startsWith("HTTP/1.1 50").doesNotContain("telltale", "Exception", "\tat ");
  }
}
