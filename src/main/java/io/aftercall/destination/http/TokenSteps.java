package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the kamelet {@code http-json} that fetch OAuth tokens and open sessions, bean {@code
 * http-token}. Tokens and sessions are kept in memory only; a refresh token that the system
 * replaces is kept for good, for the one that is set is worth nothing from then on.
 */
public final class TokenSteps {
  private static final Logger LOG = LoggerFactory.getLogger(TokenSteps.class);

  private final HttpSettings settings;
  private final InstantSource clock;
  private final RefreshTokens refreshTokens;
  private final Map<String, Credential> credentials = new ConcurrentHashMap<>();
  private final Map<String, String> refused = new ConcurrentHashMap<>();

  /** Refresh tokens that replace those that are set, on the disk and encrypted. */
  interface RefreshTokens {
    Optional<String> get(String name);

    void keep(String name, String token);
  }

  TokenSteps(HttpSettings settings, InstantSource clock, RefreshTokens refreshTokens) {
    this.settings = settings;
    this.clock = clock;
    this.refreshTokens = refreshTokens;
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

  /** The body becomes what the login of a session is made of: {@code {username, password}}. */
  public void sessionLogin(Exchange exchange) {
    Credential.Login login = JsonExchange.call(exchange).credential().login();
    exchange
        .getMessage()
        .setBody(
            JsonNodeFactory.instance
                .objectNode()
                .put("username", login.user())
                .put("password", login.secret()));
  }

  /** Makes the request for a token. */
  public void askToken(Exchange exchange) {
    Credential credential = JsonExchange.call(exchange).credential();
    Message message = exchange.getMessage();
    JsonExchange.address(message, credential.tokenAddress(), null, "POST");
    if (credential.isSession()) {
      message.setHeader(Exchange.CONTENT_TYPE, "application/json");
      message.setHeader("Accept", "application/json");
      JsonNode login = exchange.getProperty("httpJsonLogin", JsonNode.class);
      message.setBody((login == null ? message.getBody() : login).toString());
    } else {
      message.setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
      message.setBody(credential.form(refreshToken(credential)));
    }
    exchange.setProperty(RequestLimits.PROPERTY, RequestLimits.of(1));
  }

  /** The kept one comes first, unless it was just refused. */
  private String refreshToken(Credential credential) {
    String name = credential.keptAs();
    if (name == null) {
      return credential.login().refresh();
    }
    return refreshTokens
        .get(name)
        .filter(kept -> !kept.equals(refused.get(name)))
        .orElse(credential.login().refresh());
  }

  /** The body becomes {@code {status, answer, username, cookies}} for the route's expression. */
  public void sessionAnswer(Exchange exchange) {
    JsonRequestState call = JsonExchange.call(exchange);
    Integer status = JsonExchange.status(exchange);
    ObjectNode cookies = JsonNodeFactory.instance.objectNode();
    for (Object header : all(exchange.getMessage().getHeader("Set-Cookie"))) {
      String[] pair = header.toString().split(";", 2)[0].split("=", 2);
      if (pair.length == 2) {
        cookies.put(pair[0].strip(), pair[1].strip());
      }
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", status);
    answer.set("answer", JsonExchange.answer(exchange).orElse(NullNode.getInstance()));
    answer.put("username", call.credential().login().user());
    answer.set("cookies", cookies);
    exchange.getMessage().setBody(answer);
  }

  private static List<?> all(Object header) {
    return header == null ? List.of() : header instanceof List<?> many ? many : List.of(header);
  }

  /** Keeps the token, or stops the destination. */
  public void token(Exchange exchange) {
    JsonRequestState call = JsonExchange.call(exchange);
    Integer status = JsonExchange.status(exchange);
    if (status != null) {
      boolean taken =
          status == 200 && (call.isSessionLogin() ? session(exchange) : oauth(exchange));
      if (!taken) {
        refused(exchange, call, status);
      }
    }
    need(call);
    exchange.getMessage().removeHeaders("*");
  }

  private boolean session(Exchange exchange) {
    JsonNode session = exchange.getProperty("httpJsonSession", JsonNode.class);
    boolean given = session != null && session.isValueNode() && !session.asText("").isBlank();
    if (given && !session.isNull()) {
      JsonExchange.call(exchange).credential().take(session.asText());
      return true;
    }
    return false;
  }

  private boolean oauth(Exchange exchange) {
    Credential credential = JsonExchange.call(exchange).credential();
    JsonNode answer = JsonExchange.answer(exchange).orElse(NullNode.getInstance());
    String token = answer.path("access_token").asText("");
    if (token.isEmpty()) {
      return false;
    }
    String next = answer.path("refresh_token").asText("");
    String name = credential.keptAs();
    if (name != null && !next.isEmpty() && !next.equals(refreshToken(credential))) {
      refreshTokens.keep(name, next);
      LOG.info("oauth.refresh_token_replaced name={}", name.split(" ")[1]);
    }
    credential.take(token, answer.path("expires_in").asLong(3600), clock.instant());
    return true;
  }

  private void refused(Exchange exchange, JsonRequestState call, int status) {
    if (status == 429 || status >= 500) {
      call.batch().completeRemaining(Outcome.Retry.away("HTTP " + status + " instead of a token"));
      return;
    }
    Credential credential = call.credential();
    if (credential.keptAs() != null) {
      // Next time the other one: somebody may have agreed anew without changing the setting.
      String used = refreshToken(credential);
      if (used.equals(credential.login().refresh())) {
        refused.remove(credential.keptAs());
      } else {
        refused.put(credential.keptAs(), used);
      }
    }
    ResponseText said = ResponseText.of(exchange);
    call.batch().open().stream()
        .findFirst()
        .filter(deliveryItem -> status >= 300)
        .ifPresent(deliveryItem -> deliveryItem.rawAnswer(said.text()));
    String code = AnswerCode.of(said.text()).text();
    call.batch()
        .completeRemaining(
            Outcome.Paused.because("HTTP " + status + code + ": no token is given to us"));
  }
}
