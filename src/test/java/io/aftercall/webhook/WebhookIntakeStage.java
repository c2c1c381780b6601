package io.aftercall.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercall.config.CidrRange;
import io.aftercall.config.Problem;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import io.aftercall.journal.NewWebhook;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** An intake with one source, a clock turned by hand, and a list for a journal. */
abstract class WebhookIntakeStage {
  static final byte[] BODY = "{\"id\":1,\"status\":\"completed\"}".getBytes(UTF_8);
  static final int MAX_BODY = 1000;

  private static final Map<String, String> SECRETS =
      Map.of(
          "KEY", "test-secret",
          "OLD_KEY", "old-secret",
          "WORD", "open sesame",
          "WEBHOOK", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  final TestClock clock = new TestClock();
  final List<NewWebhook> stored = new ArrayList<>();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  RuntimeException fault;
  AppendResult result = AppendResult.ACCEPTED;

  /**
   * @param admission the lines of the source file about proof, addresses and rate
   */
  WebhookIntake intake(String admission, int rate, String... trustedProxies) {
    String text = admission + "time_zone: UTC\ncountry: DE\n";
    List<Problem> problems = new ArrayList<>();
    Sources sources =
        Sources.load(
            Workspace.of(Map.of("config/sources/shop.yaml", text)), SECRETS::get, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.toString());
    }
    List<CidrRange> trusted =
        List.of(trustedProxies).stream()
            .map(proxy -> CidrRange.parse(proxy).orElseThrow())
            .toList();
    return new WebhookIntake(
        () -> sources,
        this::append,
        new WebhookMetrics(registry),
        new WebhookLimits(MAX_BODY, rate, trusted),
        clock);
  }

  private CompletableFuture<AppendReceipt> append(NewWebhook newWebhook) {
    if (fault != null) {
      return CompletableFuture.failedFuture(fault);
    }
    stored.add(newWebhook);
    return CompletableFuture.completedFuture(new AppendReceipt(result, "01J", 1));
  }

  static WebhookRequest request(byte[] body, String... headers) {
    return new WebhookRequest("POST", "", "", headers(headers)::get, null, body);
  }

  static WebhookRequest from(String peer, String... headers) {
    InetAddress address = CidrRange.address(peer).orElseThrow();
    return new WebhookRequest("POST", "", "", headers(headers)::get, address, BODY);
  }

  private static AnyCase headers(String... namesAndValues) {
    AnyCase headers = new AnyCase();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i].toLowerCase(Locale.ROOT), namesAndValues[i + 1]);
    }
    return headers;
  }

  private static final class AnyCase extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String get(Object name) {
      return super.get(name.toString().toLowerCase(Locale.ROOT));
    }
  }
}
