package io.aftercall.webhook;

import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the webhook endpoint says: a receipt (202) or a problem (RFC 9457). Never echoes the body, a
 * path or a version.
 *
 * @param result the verdict on the webhook, or the status of a problem; a metric label
 * @param headers what else the answer says: {@code Retry-After}, {@code Allow}, …
 */
public record WebhookResponse(
    int status, String contentType, String body, String result, Map<String, String> headers) {
  /** What a sender of several calls wants to know first. */
  private static final List<AppendResult> MOST =
      List.of(
          AppendResult.QUARANTINED,
          AppendResult.ACCEPTED,
          AppendResult.UPDATED,
          AppendResult.DUPLICATE);

  private static final String PROBLEM = "application/problem+json";

  static WebhookResponse receipt(String status, String receipt, int revision) {
    String json =
        "{\"status\":\""
            + status
            + "\",\"receipt\":\""
            + receipt
            + "\",\"revision\":"
            + revision
            + "}";
    return new WebhookResponse(202, "application/json", json, status, Map.of());
  }

  /**
   * Of several calls in one request: the verdict that says most, the first call's receipt, and all
   * of them in their order under {@code calls}.
   */
  static WebhookResponse receipts(List<AppendReceipt> appendReceipts) {
    StringBuilder calls = new StringBuilder();
    AppendResult most = AppendResult.DUPLICATE;
    for (AppendReceipt one : appendReceipts) {
      calls.append(calls.isEmpty() ? "" : ",").append(json(one));
      most = MOST.indexOf(one.verdict()) < MOST.indexOf(most) ? one.verdict() : most;
    }
    AppendReceipt first = appendReceipts.get(0);
    String whole = json(new AppendReceipt(most, first.eventId(), first.revision()));
    String json = whole.substring(0, whole.length() - 1) + ",\"calls\":[" + calls + "]}";
    return new WebhookResponse(202, "application/json", json, word(most), Map.of());
  }

  private static String json(AppendReceipt appendReceipt) {
    return receipt(word(appendReceipt.verdict()), appendReceipt.eventId(), appendReceipt.revision())
        .body();
  }

  private static String word(AppendResult appendResult) {
    return appendResult.name().toLowerCase(Locale.ROOT);
  }

  /** {@code title} and {@code detail} are our own fixed sentences, so they need no escaping. */
  public static WebhookResponse problem(int status, String title, String detail) {
    String json =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(title, status, detail);
    return new WebhookResponse(status, PROBLEM, json, Integer.toString(status), Map.of());
  }

  /** A problem that passes: whole seconds, one at least. */
  public static WebhookResponse problem(
      int status, String title, String detail, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
    return problem(status, title, detail).with("Retry-After", Long.toString(seconds));
  }

  public WebhookResponse with(String header, String value) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put(header, value);
    return new WebhookResponse(status, contentType, body, result, all);
  }
}
