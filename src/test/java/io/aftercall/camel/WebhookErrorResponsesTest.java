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
              "CamelVertxPlatformHttpLocalAddress",
              "CamelVertxPlatformHttpRemoteAddress");
      assertThat(headers).doesNotContainValue("steer");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | 400",
        "BAD ESCAPE | 400",
        "HALF ESCAPE | 400",
        "POST | 400",
        "EXPECT | 417",
        "HEADERS | 431",
        "BIG HEADER | 431",
        "LONG ADDRESS | 414",
        "ANNOUNCED | 413",
        "CHUNKED | 413",
        "ELSEWHERE | 404",
      })
  void anErrorSaysItsSentenceAndNothingElse(String kind, int status) throws Exception {
    open(LONG, LONG, 10);
    String chunked = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    String request =
        switch (kind) {
          case "nonsense" -> "telltale\r\n\r\n";
          case "BAD ESCAPE" -> GOOD.replace("/x ", "/%zz-telltale ");
          case "HALF ESCAPE" -> GOOD.replace("/x ", "/x%2 ");
          case "POST" -> "POST\r\nHost telltale\r\n\r\n";
          case "EXPECT" -> GOOD.replace("Host: x", "Host: x\r\nExpect: telltale");
          case "HEADERS" -> GOOD.replace("Host: x", "Host: x" + "\r\nTelltale: x".repeat(101));
          case "BIG HEADER" -> GOOD.replace("Host: x", "Telltale: " + "x".repeat(9000));
          case "LONG ADDRESS" -> GOOD.replace("/x ", "/x?telltale=" + "x".repeat(5000) + " ");
          case "ANNOUNCED" -> GOOD.replace("Length: 2", "Length: 1001");
          case "CHUNKED" -> chunked + "200\r\n" + "t".repeat(512) + "\r\n200\r\n" + "t".repeat(512);
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

  /** Camel's HTTP steps go where CamelHttpUri says, and resolve {{placeholders}} in it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/x?to={{env:PATH}}",
        "/webhooks/x?to=%7B%7Benv:PATH%7D%7D",
        "/webhooks/x?CamelHttpUri=http://127.0.0.1:1/{{sys:user.home}}",
        "http://127.0.0.1:1/webhooks/x?{{env:PATH}}",
      })
  void theAddressOfTheCallerReachesNoStep(String address) throws Exception {
    open(LONG, LONG, 10);
    assertThat(answer(GOOD.replace("/webhooks/x", address))).startsWith("HTTP/1.1 200");

    assertThat(seen).hasSize(1);
    Map<String, Object> headers = seen.element();
    assertThat(headers.keySet()).noneMatch(name -> name.matches("CamelHttp(U|Q|R|P).*"));
    assertThat(headers.values()).noneMatch(value -> String.valueOf(value).contains("env:"));
  }

  /** Where a body ends has to be beyond doubt, or 202 is said of one that was not stored. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: chunked;q=1",
        "Transfer-Encoding: \u000bchunked",
        "Transfer-Encoding:",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: chunked\r\nContent-Length: 2",
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Content-Length: 2\r\ntransfer-ENCODING: xchunked",
        "Transfer-Encoding : xchunked",
        "Content-Length: 2\r\nContent-Length: 3",
        "Content-Length: +2",
        "Content-Length: 2\r\nHost: y",
        "Content-Length: 2\r\nhost: x",
      })
  void whatIsFramedInTwoWaysIsRefusedAndClosed(String framing) throws Exception {
    open(LONG, LONG, 10);
    String smuggled = "POST /webhooks/x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
    String request = HEAD + framing + "\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + smuggled;

    assertThat(untilClosed(request)).startsWith("HTTP/1.1 400").doesNotContain("HTTP/1.1 2");
    assertThat(seen).isEmpty();
  }

  @Test
  void chunkedAloneIsTaken() throws Exception {
    open(LONG, LONG, 10);
    for (String chunked : new String[] {"chunked", "Chunked"}) {
      String request = HEAD + "Transfer-Encoding: " + chunked + "\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
      assertThat(answer(request)).startsWith("HTTP/1.1 200");
    }
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
