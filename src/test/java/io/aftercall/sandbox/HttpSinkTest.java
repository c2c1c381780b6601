package io.aftercall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.aftercall.sandbox.web.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSinkTest {
  private static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private final HttpSink sink = HttpSink.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void keepsWhatCameAndSaysOk() throws Exception {
    HttpResponse<String> answer = post("/crm?a=1", "{\"x\":\"ü\"}", "Idempotency-Key", "d-1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok");
    Post post = sink.posts("/crm").get(0);
    assertThat(post.body()).isEqualTo("{\"x\":\"ü\"}");
    assertThat(post.header("idempotency-key")).isEqualTo("d-1");
    assertThat(post.ask().parameters()).containsEntry("a", "1");
    assertThat(post.answered()).isEqualTo(200);
    assertThat(post.signature()).isEqualTo(Post.Signature.NONE);
  }

  @Test
  void followsItsScriptThenIsKindAgain() throws Exception {
    sink.answerNext(
        "/crm", Answer.text(429, "slow down").with("Retry-After", "7"), Answer.text(500, "oops"));

    HttpResponse<String> first = post("/crm", "{}", "Idempotency-Key", "d-1");
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).contains("7");
    assertThat(post("/other", "{}", "Idempotency-Key", "d-2").statusCode()).isEqualTo(200);
    assertThat(post("/crm", "{}", "Idempotency-Key", "d-1").statusCode()).isEqualTo(500);
    assertThat(post("/crm", "{}", "Idempotency-Key", "d-1").statusCode()).isEqualTo(200);
    assertThat(sink.countBy("Idempotency-Key")).containsEntry("d-1", 3).containsEntry("d-2", 1);
  }

  @Test
  void cutsTheConnectionAfterTheRequestArrived() throws Exception {
    sink.answerNext("/crm", Answer.dropped());

    assertThatThrownBy(() -> post("/crm", "{}", "X", "y")).isInstanceOf(IOException.class);

    assertThat(sink.await(1, Duration.ofSeconds(5)).get(0).answered()).isZero();
  }

  @Test
  void judgesSignaturesByTheReferenceLibrary() throws Exception {
    sink.verifying(SECRET);
    long now = Instant.now().getEpochSecond();
    String good = new Webhook(SECRET).sign("d-1", now, "{}");

    signed("{}", now, good);
    signed("{ }", now, good);
    signed("{}", now - 3_600, new Webhook(SECRET).sign("d-1", now - 3_600, "{}"));
    post("/crm", "{}", "X", "y");

    assertThat(sink.posts())
        .extracting(Post::signature)
        .containsExactly(
            Post.Signature.VALID,
            Post.Signature.INVALID,
            Post.Signature.INVALID,
            Post.Signature.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"text\":\"hello\"}|200|ok",
        "{\"blocks\":[{\"type\":\"divider\"}]}|200|ok",
        "{\"text\":\" \"}|400|no_text",
        "{text}|400|invalid_payload",
        "[]|400|invalid_payload",
      })
  void chatsLikeSlack(String body, int status, String answer) throws Exception {
    sink.answering("/chat", ChatRules::answer);

    HttpResponse<String> response = post("/chat", body, "X", "y");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo(answer);
  }

  private void signed(String body, long time, String signature) throws Exception {
    post(
        "/crm",
        body,
        "webhook-id",
        "d-1",
        "webhook-timestamp",
        String.valueOf(time),
        "webhook-signature",
        signature);
  }

  private HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sink.url(path)))
            .headers(headers)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
