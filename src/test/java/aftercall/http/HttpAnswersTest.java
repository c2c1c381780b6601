package aftercall.http;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.delivery.Outcome;
import aftercall.http.HttpAnswers.Reading;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

class HttpAnswersTest {
  private final HttpAnswers answers =
      new HttpAnswers(InstantSource.fixed(Instant.parse("2026-01-05T09:00:00Z")));
  private final HttpFailures failures = new HttpFailures(answers);

  @ParameterizedTest
  @CsvSource({
    "200, STATUS, Delivered",
    "201, STATUS, Delivered",
    "202, CHAT, Delivered",
    "204, STATUS, Delivered",
    "204, JSON, Delivered",
    "300, STATUS, Refused",
    "301, STATUS, Stopped",
    "302, JSON, Stopped",
    "303, CHAT, Stopped",
    "304, STATUS, Refused",
    "307, RECORD, Stopped",
    "308, STATUS, Stopped",
    "400, STATUS, Refused",
    "401, STATUS, Stopped",
    "403, STATUS, Stopped",
    "403, CHAT, Stopped",
    "404, STATUS, Stopped",
    "404, JSON, Stopped",
    "404, RECORD, Refused",
    "404, CHAT, Stopped",
    "407, STATUS, Stopped",
    "408, STATUS, TryLater",
    "409, STATUS, Refused",
    "410, STATUS, Stopped",
    "413, STATUS, Refused",
    "422, STATUS, Refused",
    "425, STATUS, TryLater",
    "429, STATUS, TryLater",
    "500, STATUS, TryLater",
    "502, JSON, TryLater",
    "503, STATUS, TryLater",
    "599, STATUS, TryLater"
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
          'Sun, 05 Jan 2027 09:10:00 GMT', -
          0, -
          -5, -
          soon, -
          -, -
          """)
  void theSystemsWishIsKept(String retryAfter, Duration after) {
    assertThat(answers.read(503, retryAfter, "", Reading.STATUS))
        .isInstanceOfSatisfying(
            Outcome.TryLater.class, later -> assertThat(later.after()).isEqualTo(after));
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
          {"ok":false}                 | Refused
          {"success":false}            | Refused
          {"error":"no"}               | Refused
          {"errors":[{"a":1}]}         | Refused
          <html>login</html>           | TryLater
          {"id":1}<br>                 | TryLater
          {"id":                       | TryLater
          ''                           | TryLater
          """)
  void aSuccessIsReadWhereAsked(String body, String outcome) {
    assertThat(kind(answers.read(200, null, body, Reading.JSON))).isEqualTo(outcome);
    assertThat(kind(answers.read(200, null, body, Reading.STATUS))).isEqualTo("Delivered");
  }

  @Test
  void aSuccessWithoutTheJsonThatIsWantedMayHaveBeenTaken() {
    assertThat(answers.read(200, null, "thanks", Reading.JSON))
        .isEqualTo(
            Outcome.TryLater.unknown(
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
            new Outcome.TryLater(
                Duration.ofMinutes(1),
                "HTTP 429: the system asks to come back",
                Outcome.TryLater.Whose.DESTINATION));
    assertThat(kind(failures.read(new ConnectException("refused")).orElseThrow()))
        .isEqualTo("TryLater");
    assertThat(
            kind(
                failures
                    .read(new RuntimeCamelException(new SocketTimeoutException("slow")))
                    .orElseThrow()))
        .isEqualTo("TryLater");
    assertThat(kind(failures.read(new SSLHandshakeException("untrusted")).orElseThrow()))
        .isEqualTo("Stopped");
    assertThat(failures.read(new IllegalStateException("x", new IOException()))).isEmpty();
    assertThat(failures.read(new JsonParseException("no JSON"))).isEmpty();
  }

  @Test
  void aTeamsCardIsMadeOfPlainRuns() throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode record =
        (ObjectNode) json.readTree("{\"title\":\"New\",\"text\":\"[a](http://x)\\n\\nb\"}");

    ObjectNode card = PostFormat.TEAMS.body(record);

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
