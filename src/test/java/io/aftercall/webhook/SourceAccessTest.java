package io.aftercall.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a sender calls from, how often, and how its body is packed. */
class SourceAccessTest extends WebhookIntakeStage {
  private static final String TOKEN = "authentication: [ { token: '${WORD}' } ]\n";
  private static final String HMAC = "authentication: [ { hmac_sha256: '${KEY}' } ]\n";
  private static final String ADDRESSES = "allow_ips: [203.0.113.0/24, 2001:db8::/32]\n";
  private static final String[] PROVEN = {"X-Webhook-Token", "open sesame"};

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, , 202",
    "2001:db8::7, , 202",
    "::ffff:203.0.113.7, , 202",
    "198.51.100.1, , 401",
    "2001:db9::7, , 401",
    // who is no proxy of ours can say what it likes
    "198.51.100.1, 203.0.113.7, 401",
    "203.0.113.7, 198.51.100.1, 202",
    // behind a proxy of ours
    "10.0.0.1, 203.0.113.7, 202",
    "10.0.0.1, '203.0.113.7, 10.0.0.2', 202",
    "10.0.0.1, '203.0.113.7,10.0.0.2 , 10.0.0.3', 202",
    "10.0.0.1, '203.0.113.7, 198.51.100.1', 401",
    "10.0.0.1, '198.51.100.1, 203.0.113.7', 202",
    "10.0.0.1, '203.0.113.7, nonsense', 401",
    "10.0.0.1, '203.0.113.7, ', 401",
    "10.0.0.1, 203.0.113.7:4711, 202",
    "10.0.0.1, '[2001:db8::7]:4711', 202",
    "10.0.0.1, 2001:db8::7, 202",
    "10.0.0.1, [2001:db8::7, 401",
    "10.0.0.1, , 401",
    "fd00::1, '203.0.113.7', 202",
  })
  void aSenderCallsFromItsOwnAddress(String peer, String forwarded, int status) {
    WebhookIntake webhookIntake = intake(TOKEN + ADDRESSES, 0, "10.0.0.0/8", "fd00::/8");
    WebhookRequest webhookRequest =
        forwarded == null
            ? from(peer, PROVEN)
            : from(peer, PROVEN[0], PROVEN[1], "X-Forwarded-For", forwarded);

    assertThat(webhookIntake.receive("shop", webhookRequest).join().status()).isEqualTo(status);
    assertThat(stored).hasSize(status == 202 ? 1 : 0);
  }

  @Test
  void theAddressIsNoProofAndAnUnknownOneIsNotAllowed() {
    WebhookIntake webhookIntake = intake(TOKEN + ADDRESSES, 0);

    assertThat(webhookIntake.receive("shop", from("203.0.113.7")).join().status()).isEqualTo(401);
    assertThat(webhookIntake.receive("shop", request(BODY, PROVEN)).join().status()).isEqualTo(401);
    assertThat(intake(TOKEN, 0).receive("shop", request(BODY, PROVEN)).join().status())
        .isEqualTo(202);
  }

  @Test
  void aSourceHasItsRateAndTheSettingIsForTheOthers() {
    assertThat(burst(intake(TOKEN + "rate: 3\n", 0))).isEqualTo(3);
    assertThat(burst(intake(TOKEN + "rate: 3\n", 5))).isEqualTo(3);
    assertThat(burst(intake(TOKEN, 5))).isEqualTo(5);
    assertThat(burst(intake(TOKEN, 0))).isEqualTo(20);
  }

  @Test
  void whoSendsTooFastIsToldWhenToComeBack() {
    WebhookIntake webhookIntake = intake(TOKEN + "rate: 2\n", 0);
    assertThat(burst(webhookIntake)).isEqualTo(2);
    WebhookResponse webhookResponse = webhookIntake.receive("shop", request(BODY, PROVEN)).join();

    assertThat(webhookResponse.status()).isEqualTo(429);
    assertThat(webhookResponse.contentType()).isEqualTo("application/problem+json");
    assertThat(webhookResponse.headers()).containsEntry("Retry-After", "1");
    assertThat(
            registry
                .get("aftercall.webhooks")
                .tags("source", "shop", "result", "429", "reason", "rate")
                .counter()
                .count())
        .isEqualTo(19);
    assertThat(webhookIntake.refused().list())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.source()).isEqualTo("shop");
              assertThat(line.reason()).isEqualTo("rate");
              assertThat(line.count()).isEqualTo(19);
            });
    clock.pass(Duration.ofMillis(500));
    assertThat(burst(webhookIntake)).isEqualTo(1);
    clock.pass(Duration.ofHours(1));
    assertThat(burst(webhookIntake)).as("silence is not saved up").isEqualTo(2);
  }

  @Test
  void aClockSetBackDoesNotCloseTheDoor() {
    WebhookIntake webhookIntake = intake(TOKEN + "rate: 2\n", 0);
    assertThat(burst(webhookIntake)).isEqualTo(2);
    clock.pass(Duration.ofHours(-1));
    assertThat(burst(webhookIntake)).isEqualTo(2);
  }

  @Test
  void whoProvesNothingUsesUpNothing() {
    WebhookIntake webhookIntake = intake(TOKEN + "rate: 1\n", 0);
    for (int i = 0; i < 5; i++) {
      assertThat(webhookIntake.receive("shop", request(BODY)).join().status()).isEqualTo(401);
    }
    assertThat(webhookIntake.receive("shop", request(BODY, PROVEN)).join().status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({"gzip", "GZIP", "x-gzip", "deflate", "raw-deflate", "identity", "''"})
  void aPackedBodyIsUnpackedAndSoKept(String coding) throws IOException {
    WebhookRequest webhookRequest =
        request(
            pack(BODY, coding),
            "Content-Encoding",
            coding.replace("raw-", ""),
            PROVEN[0],
            PROVEN[1]);

    assertThat(intake(TOKEN, 0).receive("shop", webhookRequest).join().result())
        .isEqualTo("accepted");
    assertThat(stored).singleElement().satisfies(a -> assertThat(a.body()).isEqualTo(BODY));
    assertThat(stored.get(0).callId()).isEqualTo("1");
    assertThat(stored.get(0).headersJson()).doesNotContain("sesame", "gzip");
  }

  /** As the usual frameworks do it: sign first, pack on the way. */
  @Test
  void theSignatureIsOverWhatWasPacked() throws IOException {
    String signature = "5ee969a20a641f2996e2b42265277a308041f6f172a0155848dd19378da66b4a";
    WebhookRequest webhookRequest =
        request(pack(BODY, "gzip"), "Content-Encoding", "gzip", "X-Famulor-Signature", signature);

    assertThat(intake(HMAC, 0).receive("shop", webhookRequest).join().status()).isEqualTo(202);
  }

  @Test
  void theLimitHoldsAfterUnpacking() throws IOException {
    byte[] justFits = Arrays.copyOf(BODY, MAX_BODY);
    byte[] bomb = new byte[500_000];
    assertThat(pack(bomb, "gzip")).hasSizeLessThan(MAX_BODY);
    for (String admission : new String[] {TOKEN, HMAC}) {
      for (String coding : new String[] {"gzip", "deflate"}) {
        assertThat(packed(admission, pack(bomb, coding), coding, "X-Famulor-Signature", "00"))
            .isEqualTo(413);
      }
    }
    assertThat(packed(TOKEN, pack(justFits, "gzip"), "gzip")).isEqualTo(202);
    assertThat(packed(TOKEN, pack(Arrays.copyOf(BODY, MAX_BODY + 1), "gzip"), "gzip"))
        .isEqualTo(413);
    assertThat(packed(TOKEN, new byte[MAX_BODY + 1], "")).isEqualTo(413);
  }

  @Test
  void whoProvesNothingHasNothingUnpacked() throws IOException {
    WebhookRequest bomb = request(pack(new byte[500_000], "gzip"), "Content-Encoding", "gzip");

    assertThat(intake(TOKEN, 0).receive("shop", bomb).join().status()).isEqualTo(401);
  }

  /** The first bytes say that it is JSON, whatever the header says. */
  @ParameterizedTest
  @CsvSource({"utf-8", "UTF8", "iso-8859-1", "none", "gzip", "br", "'gzip, br'", "nonsense"})
  void jsonIsReadWhateverCodingIsNamed(String coding) {
    WebhookRequest webhookRequest = request(BODY, "Content-Encoding", coding, PROVEN[0], PROVEN[1]);

    assertThat(intake(TOKEN, 0).receive("shop", webhookRequest).join().result())
        .isEqualTo("accepted");
    assertThat(stored).singleElement().satisfies(a -> assertThat(a.body()).isEqualTo(BODY));
  }

  @Test
  void aCharsetBesideACodingIsPassedOver() throws IOException {
    assertThat(packed(TOKEN, pack(BODY, "gzip"), "utf-8, gzip")).isEqualTo(202);
    assertThat(stored).singleElement().satisfies(a -> assertThat(a.body()).isEqualTo(BODY));
  }

  /** What is authentic is never lost: it is kept as it came. */
  @ParameterizedTest
  @CsvSource({
    "gzip, is no gzip data",
    "deflate, is no deflate data",
    "br, is in a content coding that is not known here (known are gzip and deflate)",
    "nonsense, is in a content coding that is not known here (known are gzip and deflate)"
  })
  void aCodingThatCannotBeUndoneIsKept(String coding, String problem) throws IOException {
    byte[] whole = pack(BODY, coding.equals("deflate") ? coding : "gzip");
    byte[] broken = Arrays.copyOf(whole, whole.length - 9);

    assertThat(packed(TOKEN, broken, coding)).isEqualTo(202);
    assertThat(stored).singleElement().satisfies(a -> assertThat(a.body()).isEqualTo(broken));
    assertThat(stored.get(0).problem()).isEqualTo("the body " + problem);
    assertThat(packed(HMAC, broken, coding, "X-Famulor-Signature", "00")).isEqualTo(401);
  }

  private int packed(String admission, byte[] body, String coding, String... more) {
    String[] headers = Arrays.copyOf(more, more.length + 4);
    headers[more.length] = "Content-Encoding";
    headers[more.length + 1] = coding;
    headers[more.length + 2] = PROVEN[0];
    headers[more.length + 3] = PROVEN[1];
    return intake(admission, 0).receive("shop", request(body, headers)).join().status();
  }

  /** How many of 20 at once are let in. */
  private static int burst(WebhookIntake webhookIntake) {
    int in = 0;
    for (int i = 0; i < 20; i++) {
      in += webhookIntake.receive("shop", request(BODY, PROVEN)).join().status() == 202 ? 1 : 0;
    }
    return in;
  }

  private static byte[] pack(byte[] body, String coding) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (coding) {
          case "gzip", "GZIP", "x-gzip" -> new GZIPOutputStream(packed);
          case "deflate" -> new DeflaterOutputStream(packed);
          case "raw-deflate" -> new DeflaterOutputStream(packed, new Deflater(6, true));
          default -> packed;
        }) {
      out.write(body);
    }
    return packed.toByteArray();
  }
}
