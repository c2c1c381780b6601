package io.aftercall.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.config.Source;
import io.aftercall.ops.SourceActivity;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.webhook.RejectedWebhookLog;
import io.aftercall.webhook.WebhookIntake;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who sends, and when they last did. */
@RestController
@RequestMapping("/api/v1")
class SourcesApi {
  private final ActiveConfig rules;
  private final SourceActivity activity;
  private final WebhookIntake intake;

  SourcesApi(ActiveConfig rules, SourceActivity activity, WebhookIntake intake) {
    this.rules = rules;
    this.activity = activity;
    this.intake = intake;
  }

  /**
   * @param path where it posts to, on the webhook port
   * @param lastEventAt null when none came in the last days
   * @param silent whether nothing has come for longer than {@code
   *     aftercall.monitoring.silent-after}
   * @param refused requests that were sent away since the start of this node
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record SourceJson(String name, String path, Instant lastEventAt, boolean silent, long refused) {}

  record All(List<SourceJson> sources) {}

  @GetMapping("/sources")
  All sources() {
    List<RejectedWebhookLog.Line> refused = intake.refused().list();
    return new All(
        rules.get().sources().all().stream()
            .map(Source::name)
            .map(
                name ->
                    new SourceJson(
                        name,
                        "/webhooks/" + name,
                        activity.last(name).orElse(null),
                        activity.isSilent(name),
                        refused.stream()
                            .filter(line -> line.source().equals(name))
                            .mapToLong(RejectedWebhookLog.Line::count)
                            .sum()))
            .toList());
  }
}
