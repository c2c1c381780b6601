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
  private static final List<String> MOST =
      List.of(
          word(AppendResult.QUARANTINED),
          word(AppendResult.ACCEPTED),
          word(AppendResult.UPDATED),
          StoredReceipt.IGNORED,
          word(AppendResult.DUPLICATE));

  private static final String PROBLEM = "application/problem+json";

  /**
   * What is said of one webhook that was stored.
   *
   * @param status one word: accepted, updated, ignored, duplicate or quarantined
   * @param revision of the call's content, from 1
   */
  record StoredReceipt(String status, String eventId, int revision) {
    private static final String IGNORED = "ignored";

    /**
     * @param ignored whether no rule will be asked about it; what was here before is a duplicate
     */
    static StoredReceipt of(AppendReceipt stored, boolean ignored) {
      boolean isNew =
          stored.verdict() == AppendResult.ACCEPTED || stored.verdict() == AppendResult.UPDATED;
      String status = ignored && isNew ? IGNORED : word(stored.verdict());
      return new StoredReceipt(status, stored.eventId(), stored.revision());
    }

    private String json() {
      return "{\"status\":\"%s\",\"receipt\":\"%s\",\"revision\":%d}"
          .formatted(status, eventId, revision);
    }
  }

  static WebhookResponse receipt(StoredReceipt receipt) {
    return new WebhookResponse(202, "application/json", receipt.json(), receipt.status(), Map.of());
  }

  /**
   * Of several calls in one request: the verdict that says most, the first call's receipt, and all
   * of them in their order under {@code calls}.
   */
  static WebhookResponse receipts(List<StoredReceipt> receipts) {
    StringBuilder calls = new StringBuilder();
    String most = word(AppendResult.DUPLICATE);
    for (StoredReceipt one : receipts) {
      calls.append(calls.isEmpty() ? "" : ",").append(one.json());
      most = MOST.indexOf(one.status()) < MOST.indexOf(most) ? one.status() : most;
    }
    StoredReceipt first = receipts.get(0);
    String whole = new StoredReceipt(most, first.eventId(), first.revision()).json();
    String json = whole.substring(0, whole.length() - 1) + ",\"calls\":[" + calls + "]}";
    return new WebhookResponse(202, "application/json", json, most, Map.of());
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
