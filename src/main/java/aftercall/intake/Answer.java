package aftercall.intake;

import java.time.Duration;

/**
 * What the door says: a receipt (202) or a problem (RFC 9457). Never echoes the body, a path or a
 * version.
 *
 * @param result the verdict on the webhook, or the status of a problem; a metric label
 * @param retryAfter for 429 and 503, else null
 */
public record Answer(
    int status, String contentType, String body, String result, Duration retryAfter) {
  private static final String PROBLEM = "application/problem+json";

  static Answer receipt(String status, String receipt, int revision) {
    String json =
        "{\"status\":\""
            + status
            + "\",\"receipt\":\""
            + receipt
            + "\",\"revision\":"
            + revision
            + "}";
    return new Answer(202, "application/json", json, status, null);
  }

  /** {@code title} and {@code detail} are our own fixed sentences, so they need no escaping. */
  public static Answer problem(int status, String title, String detail) {
    return problem(status, title, detail, null);
  }

  static Answer problem(int status, String title, String detail, Duration retryAfter) {
    String json =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(title, status, detail);
    return new Answer(status, PROBLEM, json, Integer.toString(status), retryAfter);
  }
}
