package io.aftercall.camel;

import io.aftercall.webhook.server.WebhookServerSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
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
    @Valid @DefaultValue WebhookServerSettings door,
    @Valid @DefaultValue Delivery delivery) {

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
   * {@code aftercall.delivery.*}: defaults of the outbox endpoint; a route's own parameters win.
   */
  record Delivery(
      @NotNull @DefaultValue("72h") Duration giveUpAfter,
      @NotNull @DefaultValue("5s") Duration firstDelay,
      @NotNull @DefaultValue("1h") Duration maxDelay,
      @NotNull @DefaultValue("5m") Duration lease,
      @NotNull @DefaultValue("1m") Duration probeAfter,
      @Min(0) @DefaultValue("0") int attempts) {

    void applyTo(OutboxEndpoint endpoint) {
      endpoint.setGiveUpAfter(giveUpAfter);
      endpoint.setFirstDelay(firstDelay);
      endpoint.setMaxDelay(maxDelay);
      endpoint.setLease(lease);
      endpoint.setProbeAfter(probeAfter);
      endpoint.setAttempts(attempts);
    }
  }
}
