package io.aftercall.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.CidrRange;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import io.aftercall.journal.NewWebhook;
import io.aftercall.store.TestClock;
import io.aftercall.webhook.WebhookIntake;
import io.aftercall.webhook.WebhookLimits;
import io.aftercall.webhook.WebhookMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Proofs by header, address and rate, from the wire to the intake. */
class SignedWebhookTest extends WebhookServerStage {
  private static final String SOURCE =
      """
      authentication:
        - hmac_sha256: ${KEY}
        - basic: ${KEY}
          user: famulor
      allow_ips: [203.0.113.0/24]
      rate: 3
      time_zone: UTC
      country: DE
      """;
  private static final String BODY = "{\"event\":\"call.completed\"}";
  private static final String SIGNED =
      "X-Famulor-Signature:"
          + " sha256=90c33d548fe338f3655514dee22323669af00679a98b9d9cbc8ac2ee9deafe04\r\n";
  private static final String CALLER = "X-Forwarded-For: 203.0.113.7\r\n";

  private final List<NewWebhook> stored = Collections.synchronizedList(new ArrayList<>());

  @Override
  void furnish(CamelContext camel) throws Exception {
    Sources sources =
        Sources.load(
            Workspace.of(Map.of("config/sources/shop.yaml", SOURCE)),
            name -> "test-secret",
            new ArrayList<>());
    WebhookIntake webhookIntake =
        new WebhookIntake(
            () -> sources,
            this::append,
            new WebhookMetrics(new SimpleMeterRegistry()),
            new WebhookLimits(1000, 0, List.of(CidrRange.parse("127.0.0.1").orElseThrow())),
            new TestClock());
    camel.addComponent("inbox", new InboxComponent(webhookIntake, null));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("platform-http:/webhooks/shop?matchOnUriPrefix=true").to("inbox:shop");
          }
        });
  }

  private CompletableFuture<AppendReceipt> append(NewWebhook newWebhook) {
    stored.add(newWebhook);
    return CompletableFuture.completedFuture(new AppendReceipt(AppendResult.ACCEPTED, "01J", 1));
  }

  @Test
  void aSignedBodyFromTheRightPlaceComesIn() throws Exception {
    open(LONG, LONG, 10);

    assertThat(post("", SIGNED + CALLER)).startsWith("HTTP/1.1 202").contains("\"accepted\"");
    assertThat(stored)
        .singleElement()
        .satisfies(a -> assertThat(a.body()).asString().isEqualTo(BODY));
    assertThat(stored.get(0).headersJson()).doesNotContain("90c33d", "203.0.113");
  }

  /** Only headers are headers: what stands in the query is the sender's word alone. */
  @Test
  void theQueryIsNoHeader() throws Exception {
    open(LONG, LONG, 10);
    String signature = "?X-Famulor-Signature=" + SIGNED.substring(21).strip();

    assertThat(post(signature, CALLER)).startsWith("HTTP/1.1 401");
    assertThat(post("?X-Forwarded-For=203.0.113.7", SIGNED)).startsWith("HTTP/1.1 401");
    assertThat(post("?X-Forwarded-For=203.0.113.7", SIGNED + "X-Forwarded-For: 198.51.100.1\r\n"))
        .startsWith("HTTP/1.1 401");
    assertThat(stored).isEmpty();
  }

  @Test
  void theRightMostForwardedAddressCountsOverAllHeaders() throws Exception {
    open(LONG, LONG, 10);
    String other = "X-Forwarded-For: 198.51.100.1\r\n";

    assertThat(post("", SIGNED + CALLER + other)).startsWith("HTTP/1.1 401");
    assertThat(post("", SIGNED + other + CALLER)).startsWith("HTTP/1.1 202");
  }

  @Test
  void whoLogsInIsAskedTo() throws Exception {
    open(LONG, LONG, 10);

    assertThat(post("", CALLER))
        .startsWith("HTTP/1.1 401")
        .containsIgnoringCase("WWW-Authenticate: Basic realm=\"webhooks\"");
    assertThat(post("", CALLER + "Authorization: Basic ZmFtdWxvcjp0ZXN0LXNlY3JldA==\r\n"))
        .startsWith("HTTP/1.1 202");
  }

  @Test
  void tooFastIsToldWithATime() throws Exception {
    open(LONG, LONG, 10);
    for (int i = 0; i < 3; i++) {
      assertThat(post("", SIGNED + CALLER)).startsWith("HTTP/1.1 202");
    }
    assertThat(post("", SIGNED + CALLER))
        .startsWith("HTTP/1.1 429")
        .containsIgnoringCase("Retry-After: 1\r\n")
        .contains("\"status\":429");
  }

  @Test
  void aPackedBodyIsUnpacked() throws Exception {
    open(LONG, LONG, 10);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(BODY.getBytes(UTF_8));
    }
    String body = packed.toString(ISO_8859_1);

    assertThat(answer(request("", SIGNED + CALLER + "Content-Encoding: gzip\r\n", body)))
        .startsWith("HTTP/1.1 202");
    assertThat(stored)
        .singleElement()
        .satisfies(a -> assertThat(a.body()).asString().isEqualTo(BODY));
  }

  private String post(String query, String headers) throws Exception {
    return answer(request(query, headers, BODY));
  }

  private static String request(String query, String headers, String body) {
    return HEAD.replace("/webhooks/x", "/webhooks/shop" + query)
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
