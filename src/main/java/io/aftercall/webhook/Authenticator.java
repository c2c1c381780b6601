package io.aftercall.webhook;

import io.aftercall.config.Authentication;
import java.time.InstantSource;

/**
 * Checks one way a sender proves who it is. Looks at the request as it came, before anything is
 * parsed, and compares in constant time.
 */
interface Authenticator {
  AuthResult check(WebhookRequest webhookRequest, RequestBody requestBody);

  /** Whether the body has to be known; if not, the sender is refused before it is read. */
  default boolean signsBody() {
    return true;
  }

  /** The one place that knows which check belongs to which scheme of {@code config/sources}. */
  static Authenticator of(Authentication authentication, InstantSource clock) {
    if (authentication instanceof Authentication.Token token) {
      return new TokenAuthenticator(token);
    }
    if (authentication instanceof Authentication.Basic basic) {
      return new BasicAuthenticator(basic);
    }
    if (authentication instanceof Authentication.Hmac hmac) {
      return new HmacAuthenticator(hmac);
    }
    if (authentication instanceof Authentication.StandardWebhooks standard) {
      return new StandardWebhooksAuthenticator(standard, clock);
    }
    if (authentication instanceof Authentication.Timestamped timestamped) {
      return new TimestampedHmacAuthenticator(timestamped, clock);
    }
    throw new IllegalStateException("no check for " + authentication.getClass().getSimpleName());
  }
}
