package io.aftercall.webhook.server;

import io.aftercall.config.CidrRange;
import io.aftercall.webhook.WebhookLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code aftercall.webhook.*}: the HTTP server that senders reach.
 *
 * @param port 0 takes a free one
 * @param unauthenticatedBodies bytes held at the same time of all bodies whose senders have not
 *     proved yet who they are; never less than {@code maxBody}
 * @param workers threads that prove senders and read bodies; none is held while a call is being
 *     committed, so a few per core are enough
 * @param maxBody also after gzip or deflate is undone
 * @param maxConnections at the limit the oldest that brought nothing is closed
 * @param idle a connection that says nothing for so long is closed
 * @param requestTimeout a connection that brings no whole request for so long is closed
 * @param rate webhooks per second of each source that does not say its own; 0 is no limit
 * @param trustedProxies addresses and ranges whose {@code X-Forwarded-For} is believed
 */
public record WebhookServerSettings(
    @Min(0) @Max(65535) @DefaultValue("8080") int port,
    @NotBlank @DefaultValue("0.0.0.0") String address,
    @NotNull @DefaultValue("10MB") DataSize maxBody,
    @NotNull @DefaultValue("64MB") DataSize unauthenticatedBodies,
    @Min(1) @Max(1024) @DefaultValue("8") int workers,
    @Min(1) @DefaultValue("2000") int maxConnections,
    @NotNull @DefaultValue("60s") Duration idle,
    @NotNull @DefaultValue("60s") Duration requestTimeout,
    @Min(0) @DefaultValue("0") int rate,
    @NotNull @DefaultValue List<String> trustedProxies) {

  private static final long MOST_BODY = DataSize.ofGigabytes(1).toBytes();

  public WebhookServerSettings {
    trustedProxies = List.copyOf(trustedProxies);
    trustedProxies.forEach(WebhookServerSettings::network);
    if (maxBody.toBytes() < 1 || maxBody.toBytes() > MOST_BODY) {
      throw new IllegalArgumentException(
          "aftercall.webhook.max-body must be between 1B and 1GB, not " + maxBody);
    }
  }

  long unauthenticatedBytes() {
    return Math.max(unauthenticatedBodies.toBytes(), maxBody.toBytes());
  }

  /** What of it the intake has to know. */
  public WebhookLimits rules() {
    return new WebhookLimits(
        (int) maxBody.toBytes(),
        rate,
        trustedProxies.stream().map(WebhookServerSettings::network).toList());
  }

  private static CidrRange network(String text) {
    return CidrRange.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "aftercall.webhook.trusted-proxies: '"
                        + text
                        + "' is no address and no range of them; write it like 10.0.0.0/8"));
  }
}
