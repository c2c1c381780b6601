package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.aftercall.destination.Outcome;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The steps of the kamelet {@code http-json} that fetch OAuth tokens, bean {@code http-token}.
 * Tokens are kept in memory only.
 */
public final class TokenSteps {
  private final HttpSettings settings;
  private final InstantSource clock;
  private final Map<String, Credential> credentials = new ConcurrentHashMap<>();

  TokenSteps(HttpSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  Credential credential(String name) throws NotConfiguredException {
    Credential known = credentials.get(name);
    if (known == null) {
      known = Credential.of(name, settings);
      credentials.put(name, known);
    }
    return known;
  }

  /** Whether a token must be fetched before the next request. */
  void need(JsonRequestState call) {
    call.lacksToken(!call.credential().isUsable(clock.instant()));
  }

  /** Makes the request for a token. */
  public void askToken(Exchange exchange) {
    Credential credential = JsonExchange.call(exchange).credential();
    Message message = exchange.getMessage();
    JsonExchange.address(message, credential.tokenAddress(), null, "POST");
    message.setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
    message.setBody(credential.form());
  }

  /** Keeps the token, or stops the destination. */
  public void token(Exchange exchange) {
    JsonRequestState call = JsonExchange.call(exchange);
    Integer status = JsonExchange.status(exchange);
    if (status != null) {
      JsonNode answer = JsonExchange.answer(exchange).orElse(NullNode.getInstance());
      String token = answer.path("access_token").asText("");
      if (status == 200 && !token.isEmpty()) {
        long seconds = answer.path("expires_in").asLong(3600);
        call.credential().take(token, seconds, clock.instant());
      } else if (status == 429 || status >= 500) {
        call.batch()
            .completeRemaining(Outcome.Retry.away("HTTP " + status + " instead of a token"));
      } else {
        call.batch()
            .completeRemaining(
                Outcome.Paused.because("HTTP " + status + ": no token is given to us"));
      }
    }
    need(call);
    exchange.getMessage().removeHeaders("*");
  }
}
