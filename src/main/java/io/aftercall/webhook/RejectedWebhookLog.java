package io.aftercall.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Webhooks that were sent away since the start, by source and reason: for people who look for a
 * call that never came. Nothing of the request is kept. Safe for use by several threads.
 */
public final class RejectedWebhookLog {
  private static final Logger LOG = LoggerFactory.getLogger(RejectedWebhookLog.class);
  private static final Duration LOG_PAUSE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  RejectedWebhookLog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * What was refused for one reason.
   *
   * @param reason one of the fixed words of the metric {@code aftercall_webhooks_total}
   * @param status of the answer
   * @param logged when it was last written into the log
   */
  public record Line(
      String source,
      String reason,
      int status,
      long count,
      Instant first,
      Instant last,
      Instant logged) {
    private Line again(Instant now, boolean log) {
      return new Line(source, reason, status, count + 1, first, now, log ? now : logged);
    }
  }

  void refused(String source, String reason, int status) {
    Instant now = clock.instant();
    Line line =
        lines.compute(
            source + " " + reason,
            (key, known) ->
                known == null
                    ? new Line(source, reason, status, 1, now, now, now)
                    : known.again(
                        now,
                        !now.isBefore(known.logged().plus(LOG_PAUSE))
                            || now.isBefore(known.logged())));
    // What is wrong with the authentication is told by the guard, with its finer reason.
    if (status != 401 && line.logged().equals(now)) {
      LOG.warn(
          "webhook.refused source={} status={} reason={} count={}",
          source,
          status,
          reason,
          line.count());
    }
  }

  /** The latest first. */
  public List<Line> list() {
    return lines.values().stream().sorted(Comparator.comparing(Line::last).reversed()).toList();
  }
}
