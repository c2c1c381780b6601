package io.aftercall.sandbox;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.aftercall.sandbox.web.Ask;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One request that reached the sink.
 *
 * @param answered the status it got; 0 when the connection was cut instead
 */
public record Post(Instant at, Ask ask, Signature signature, int answered) {
  /** What the Standard Webhooks headers are worth. */
  public enum Signature {
    NONE,
    VALID,
    INVALID
  }

  public String path() {
    return ask.path();
  }

  public String header(String name) {
    return ask.header(name);
  }

  public String body() {
    return ask.text();
  }

  /** Checks with the reference library, so that our own signing is not its own judge. */
  static Signature verified(Ask ask, String secret) {
    if (ask.header("webhook-signature").isEmpty()) {
      return Signature.NONE;
    }
    Map<String, List<String>> headers = new HashMap<>();
    ask.headers().forEach((name, value) -> headers.put(name, Arrays.asList(value)));
    try {
      new Webhook(secret).verify(ask.text(), headers);
      return Signature.VALID;
    } catch (EmptyWebhookSecretException | WebhookVerificationException e) {
      return Signature.INVALID;
    }
  }
}
