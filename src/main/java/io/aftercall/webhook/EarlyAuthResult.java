package io.aftercall.webhook;

import java.util.Optional;

/**
 * What is known of a request when only its head has come.
 *
 * @param refusal what to answer at once, without reading the body; empty to read it
 * @param authenticated whether the sender has proved who it is, without its body
 */
public record EarlyAuthResult(Optional<WebhookResponse> refusal, boolean authenticated) {
  /** The signature is over the body, so it has to be read first. */
  public static final EarlyAuthResult BODY_NEEDED = new EarlyAuthResult(Optional.empty(), false);

  static final EarlyAuthResult AUTHENTICATED = new EarlyAuthResult(Optional.empty(), true);

  static EarlyAuthResult refused(WebhookResponse webhookResponse) {
    return new EarlyAuthResult(Optional.of(webhookResponse), false);
  }

  public boolean isBetterThan(EarlyAuthResult other) {
    return rank() > other.rank();
  }

  private int rank() {
    return authenticated ? 2 : refusal.isEmpty() ? 1 : 0;
  }
}
