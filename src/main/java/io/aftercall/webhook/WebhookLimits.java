package io.aftercall.webhook;

import io.aftercall.config.CidrRange;
import java.util.List;

/**
 * What holds for every source.
 *
 * @param maxBody most bytes of a body, also after its content coding is undone
 * @param rate most webhooks per second of each source that does not say its own; 0 is no limit
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 */
public record WebhookLimits(int maxBody, int rate, List<CidrRange> trustedProxies) {
  public WebhookLimits {
    trustedProxies = List.copyOf(trustedProxies);
  }
}
