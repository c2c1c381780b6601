package io.aftercall.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every scheme, right and wrong, and several at once. The clock says 1772442000. */
class AuthenticationTest extends WebhookIntakeStage {
  private static final String RIGHT =
      "5ee969a20a641f2996e2b42265277a308041f6f172a0155848dd19378da66b4a";
  private static final String RIGHT_OLD =
      "949eba49994adc65479ae0b250c0061edf4f99e1c435d1b03aac0c066efa443a";
  private static final String TIMED =
      "fb3cca23175bff465fc67b26c155fa6ef0eebf812befb81e1c90400e9341c765";
  private static final String WEBHOOK = "v1,vUP0SWIQp0zx8etoo3v6MeTWuk2lt11+GiWwtdjhtQk=";

  @Test
  void thePlatformsOwnTestVector() {
    WebhookIntake webhookIntake = intake("authentication: [ { hmac_sha256: '${KEY}' } ]\n", 0);
    byte[] body = "{\"event\":\"call.completed\"}".getBytes(UTF_8);
    String signature = "90c33d548fe338f3655514dee22323669af00679a98b9d9cbc8ac2ee9deafe04";

    assertThat(
            webhookIntake
                .receive("shop", request(body, "X-Famulor-Signature", "sha256=" + signature))
                .join()
                .status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Famulor-Signature, sha256=" + RIGHT + ", 202",
    "x-famulor-signature, " + RIGHT + ", 202",
    "X-Famulor-Signature, sha256="
        + "5EE969A20A641F2996E2B42265277A308041F6F172A0155848DD19378DA66B4A"
        + ", 202",
    "X-Famulor-Signature, sha256=" + RIGHT_OLD + ", 401",
    "X-Famulor-Signature, sha1=" + RIGHT + ", 401",
    "X-Famulor-Signature, sha256=5ee969a2, 401",
    "X-Famulor-Signature, sha256=, 401",
    "X-Famulor-Signature, '', 401",
    "X-Hub-Signature-256, sha256=" + RIGHT + ", 401",
  })
  void aSignatureOverTheBody(String header, String value, int status) {
    assertThat(status("authentication: [ { hmac_sha256: '${KEY}' } ]\n", header, value))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "Basic ZmFtdWxvcjpvcGVuIHNlc2FtZQ==, 202",
    "basic ZmFtdWxvcjpvcGVuIHNlc2FtZQ==, 202",
    "Basic ZmFtdWxvcjp3cm9uZw==, 401",
    "Basic b3RoZXI6b3BlbiBzZXNhbWU=, 401",
    "Basic ZmFtdWxvcg==, 401",
    "Basic %%%, 401",
    "Basic, 401",
    "Bearer ZmFtdWxvcjpvcGVuIHNlc2FtZQ==, 401",
  })
  void aNameAndAPassword(String header, int status) {
    assertThat(
            status(
                "authentication: [ { basic: '${WORD}', user: famulor } ]\n",
                "Authorization",
                header))
        .isEqualTo(status);
  }

  @Test
  void whoCouldLogInIsToldHow() {
    WebhookResponse basic =
        intake("authentication: [ { basic: '${WORD}', user: famulor } ]\n", 0)
            .receive("shop", request(BODY))
            .join();
    WebhookResponse token =
        intake("authentication: [ { token: '${WORD}' } ]\n", 0)
            .receive("shop", request(BODY))
            .join();

    assertThat(basic.headers()).containsEntry("WWW-Authenticate", "Basic realm=\"webhooks\"");
    assertThat(token.headers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "msg_1, 1772442000, '" + WEBHOOK + "', 0, 202",
    "msg_1, 1772442000, 'v1,AAAA v1a,BBBB " + WEBHOOK + "', 0, 202",
    "msg_1, 1772442000, '" + WEBHOOK + "', 300, 202",
    "msg_1, 1772442000, '" + WEBHOOK + "', 301, 401",
    "msg_1, 1772442000, '" + WEBHOOK + "', -301, 401",
    "msg_2, 1772442000, '" + WEBHOOK + "', 0, 401",
    "msg_1, 1772442001, '" + WEBHOOK + "', 0, 401",
    "msg_1, now, '" + WEBHOOK + "', 0, 401",
    "msg_1, -1, '" + WEBHOOK + "', 0, 401",
    "msg_1, 99999999999999999999, '" + WEBHOOK + "', 0, 401",
    "msg_1, 1772442000, 'v1,AAAA', 0, 401",
    "msg_1, 1772442000, 'vUP0SWIQp0zx8etoo3v6MeTWuk2lt11+GiWwtdjhtQk=', 0, 401",
    ", 1772442000, '" + WEBHOOK + "', 0, 401",
  })
  void standardWebhooks(String id, String time, String signature, int later, int status) {
    clock.pass(Duration.ofSeconds(later));
    assertThat(
            status(
                "authentication: [ { standard_webhooks: '${WEBHOOK}' } ]\n",
                "webhook-id",
                id,
                "webhook-timestamp",
                time,
                "webhook-signature",
                signature))
        .isEqualTo(status);
  }

  /** Signed by the library of those who wrote the standard. */
  @Test
  void standardWebhooksAsOthersSignThem() throws Exception {
    long now = clock.instant().getEpochSecond();
    String signature =
        new Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", now, new String(BODY, UTF_8));

    assertThat(
            status(
                "authentication: [ { standard_webhooks: '${WEBHOOK}' } ]\n",
                "webhook-id",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp",
                String.valueOf(now),
                "webhook-signature",
                signature))
        .isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "'t=1772442000,v1=" + TIMED + "', 0, 202",
    "'t=1772442000, v1=00ff, v1=" + TIMED + ", v0=00', 0, 202",
    "'v1=" + TIMED + ",t=1772442000', 60, 202",
    "'t=1772442000,v1=" + TIMED + "', 61, 401",
    "'t=1772442000,v1=" + TIMED + "', -61, 401",
    "'t=1772442060,v1=" + TIMED + "', 60, 401",
    "'t=1772442000,v1=" + RIGHT + "', 0, 401",
    "'t=1772442000,v0=" + TIMED + "', 0, 401",
    "'t=1772442000', 0, 401",
    "'v1=" + TIMED + "', 0, 401",
    "'', 0, 401",
  })
  void aSignatureOverTimeAndBody(String header, int later, int status) {
    clock.pass(Duration.ofSeconds(later));
    assertThat(
            status(
                "authentication: [ { hmac_timestamp: '${KEY}', header: X-Signed, tolerance: 1m } ]\n",
                "X-Signed",
                header))
        .isEqualTo(status);
  }

  /** While one secret replaces another, or one scheme the other, both are good. */
  @Test
  void oneOfSeveralSuffices() {
    String proofs =
        """
        authentication:
          - hmac_sha256: ${KEY}
          - hmac_sha256: ${OLD_KEY}
          - token: ${WORD}
        """;
    for (List<String> header :
        List.of(
            List.of("X-Famulor-Signature", "sha256=" + RIGHT),
            List.of("X-Famulor-Signature", "sha256=" + RIGHT_OLD),
            List.of("X-Webhook-Token", "open sesame"))) {
      assertThat(status(proofs, header.get(0), header.get(1))).isEqualTo(202);
    }
    assertThat(stored).hasSize(3);
    assertThat(status(proofs, "X-Webhook-Token", "sesame")).isEqualTo(401);
    assertThat(status(proofs)).isEqualTo(401);
    assertThat(stored).hasSize(3);
  }

  private int status(String admission, String... headers) {
    return intake(admission, 0).receive("shop", request(BODY, headers)).join().status();
  }
}
