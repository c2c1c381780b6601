package io.aftercall.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.http.HttpStatusClassifier.Reading;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpStatusClassifierTest {
  private final HttpStatusClassifier answers =
      new HttpStatusClassifier(InstantSource.fixed(Instant.parse("2026-01-05T09:00:00Z")));
  private final HttpExceptionClassifier failures = new HttpExceptionClassifier(answers);

  @ParameterizedTest
  @CsvSource({
    "200, STATUS, Delivered",
    "201, STATUS, Delivered",
    "202, CHAT, Delivered",
    "204, STATUS, Delivered",
    "204, JSON, Delivered",
    "300, STATUS, Rejected",
    "301, STATUS, Paused",
    "302, JSON, Paused",
    "303, CHAT, Paused",
    "304, STATUS, Rejected",
    "307, RECORD, Paused",
    "308, STATUS, Paused",
    "400, STATUS, Rejected",
    "401, STATUS, Paused",
    "403, STATUS, Paused",
    "403, CHAT, Paused",
    "404, STATUS, Paused",
    "404, JSON, Paused",
    "404, RECORD, Rejected",
    "404, CHAT, Paused",
    "407, STATUS, Paused",
    "408, STATUS, Retry",
    "409, STATUS, Rejected",
    "410, STATUS, Paused",
    "413, STATUS, Rejected",
    "422, STATUS, Rejected",
    "425, STATUS, Retry",
    "429, STATUS, Retry",
    "500, STATUS, Retry",
    "502, JSON, Retry",
    "503, STATUS, Retry",
    "599, STATUS, Retry"
  })
  void everyStatusHasItsOutcome(int status, Reading reading, String outcome) {
    assertThat(kind(answers.read(status, null, "", reading))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          120, PT2M
          ' 30 ', PT30S
          999999999, PT24H
          'Mon, 05 Jan 2026 09:10:00 GMT', PT10M
          'Mon, 05 Jan 2026 08:00:00 GMT', -
          'Sun, 05 Jan 2027 09:10:00 GMT', PT24H
          4.5, PT4.5S
          'Monday, 05-Jan-26 09:10:00 GMT', PT10M
          'Mon Jan  5 09:10:00 2026', PT10M
          'Monday, 05-Jan-94 09:10:00 GMT', -
          0, -
          -5, -
          soon, -
          -, -
          """)
  void theSystemsWishIsKept(String retryAfter, Duration after) {
    assertThat(answers.read(503, retryAfter, "", Reading.STATUS))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, later -> assertThat(later.after()).isEqualTo(after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id":1}                     | Delivered
          {"ok":true,"error":null}     | Delivered
          {"success":true,"errors":[]} | Delivered
          {"error":""}                 | Delivered
          {"ok":false}                 | Rejected
          {"success":false}            | Rejected
          {"error":"no"}               | Rejected
          {"errors":[{"a":1}]}         | Rejected
          <html>login</html>           | Retry
          {"id":1}<br>                 | Retry
          {"id":                       | Retry
          ''                           | Retry
          """)
  void aSuccessIsReadWhereAsked(String body, String outcome) {
    assertThat(kind(answers.read(200, null, body, Reading.JSON))).isEqualTo(outcome);
    assertThat(kind(answers.read(200, null, body, Reading.STATUS))).isEqualTo("Delivered");
  }

  @Test
  void aSuccessWithoutTheJsonThatIsWantedMayHaveBeenTaken() {
    assertThat(answers.read(200, null, "thanks", Reading.JSON))
        .isEqualTo(
            Outcome.Retry.unclear(
                "HTTP 200: the answer is no JSON; whether the system has it is unknown"));
  }

  @Test
  void reasonsQuoteCodesAndNothingElse() {
    assertThat(answers.read(400, null, "invalid_payload", Reading.CHAT).reason())
        .isEqualTo("HTTP 400 invalid_payload: the system refuses the record");
    assertThat(answers.read(400, null, "Max Mustermann, +49151", Reading.STATUS).reason())
        .isEqualTo("HTTP 400: the system refuses the record");
  }

  @Test
  void failuresOfRoutesThatPostByThemselvesAreKnown() {
    assertThat(
            failures.read(
                new HttpOperationFailedException(
                    "http://x", 429, "slow", null, Map.of("retry-after", "60"), "")))
        .contains(
            new Outcome.Retry(
                Duration.ofMinutes(1),
                "HTTP 429: the system asks to come back",
                Outcome.Retry.Scope.DESTINATION));
    assertThat(kind(failures.read(new ConnectException("rejected")).orElseThrow()))
        .isEqualTo("Retry");
    assertThat(
            kind(
                failures
                    .read(new RuntimeCamelException(new SocketTimeoutException("slow")))
                    .orElseThrow()))
        .isEqualTo("Retry");
    assertThat(kind(failures.read(new SSLHandshakeException("untrusted")).orElseThrow()))
        .isEqualTo("Paused");
    assertThat(failures.read(new IllegalStateException("x", new IOException()))).isEmpty();
    assertThat(failures.read(new JsonParseException("no JSON"))).isEmpty();
  }

  @Test
  void aTeamsCardIsMadeOfPlainRuns() throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode record =
        (ObjectNode) json.readTree("{\"title\":\"New\",\"text\":\"[a](http://x)\\n\\nb\"}");

    ObjectNode card = PayloadFormat.TEAMS.body(record);

    assertThat(card.at("/attachments/0/contentType").asText())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(card.at("/attachments/0/content/body"))
        .extracting(block -> block.at("/inlines/0/text").asText())
        .containsExactly("New", "[a](http://x)", " ", "b");
    assertThat(card.at("/attachments/0/content/body"))
        .allMatch(block -> block.at("/inlines/0/type").asText().equals("TextRun"));
  }

  private static String kind(Outcome outcome) {
    return outcome.getClass().getSimpleName();
  }
}
