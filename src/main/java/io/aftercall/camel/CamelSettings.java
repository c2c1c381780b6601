package io.aftercall.camel;

import io.aftercall.mapping.jq.EvaluationLimits;
import io.aftercall.webhook.server.WebhookServerSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code aftercall.*} of the Camel side.
 *
 * @param home folder that holds {@code config/} and {@code routes/}
 * @param node name of this node, on attempts and leases
 */
@Validated
@ConfigurationProperties("aftercall")
record CamelSettings(
    @NotBlank @DefaultValue(".") String home,
    @NotBlank @DefaultValue("node-1") String node,
    @NotNull @DefaultValue("live") Mode mode,
    @Valid @DefaultValue WebhookServerSettings webhook,
    @Valid @DefaultValue Delivery delivery,
    @Valid @DefaultValue Rules rules,
    @Valid @DefaultValue DestinationsOn destinations) {

  /** Spring would look for a Path on the class path first. */
  Path folder() {
    return Path.of(home);
  }

  /**
   * {@code live}, or {@code dry-run}: everything runs, nothing is sent, "would send" is recorded.
   */
  enum Mode {
    LIVE,
    DRY_RUN
  }

  /**
   * {@code aftercall.destinations.*}.
   *
   * @param on destinations that wait for their settings also when they never had them; others are
   *     off until they are configured
   */
  record DestinationsOn(@NotNull @DefaultValue List<String> on) {}

  /**
   * {@code aftercall.rules.*}: what one evaluation of jq may use.
   *
   * @param timeLimit of the processor
   * @param memoryLimit allocated all in all
   */
  record Rules(
      @NotNull @DefaultValue("250ms") Duration timeLimit,
      @NotNull @DefaultValue("64MB") DataSize memoryLimit) {

    EvaluationLimits limits() {
      return new EvaluationLimits(timeLimit, memoryLimit.toBytes());
    }
  }

  /**
   * {@code aftercall.delivery.*}: defaults of the outbox endpoint; a route's own parameters win.
   */
  record Delivery(
      @NotNull @DefaultValue("72h") Duration giveUpAfter,
      @NotNull @DefaultValue("5s") Duration firstDelay,
      @NotNull @DefaultValue("1h") Duration maxDelay,
      @NotNull @DefaultValue("5m") Duration lease,
      @NotNull @DefaultValue("1m") Duration probeInterval,
      @Min(0) @DefaultValue("0") int attempts) {

    void applyTo(OutboxEndpoint endpoint) {
      endpoint.setGiveUpAfter(giveUpAfter);
      endpoint.setFirstDelay(firstDelay);
      endpoint.setMaxDelay(maxDelay);
      endpoint.setLeaseDuration(lease);
      endpoint.setProbeInterval(probeInterval);
      endpoint.setAttempts(attempts);
    }
  }
}
