package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.destination.DryRunResponder;
import io.aftercall.destination.PlannedRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.component.http.helper.HttpMethodHelper;
import org.apache.camel.http.common.HttpHelper;

/**
 * HTTP in a dry run: a question finds nothing unless a person answers it; what would be sent is
 * only told.
 */
final class HttpDryRun implements DryRunResponder {
  private static final Pattern QUESTION = Pattern.compile("https?:(?://)?[^?/]*/(_[^?]*)(\\?.*)?");

  /** Kamelets name the setting of their address as the host. */
  private static final Pattern SETTING = Pattern.compile("https?:(?://)?([^?/]*).*");

  private static final String NOWHERE = "https://" + HttpSettings.NOWHERE;

  @Override
  public Optional<String> to(String uri) {
    return QUESTION.matcher(uri).matches() ? Optional.of("{}") : Optional.empty();
  }

  @Override
  public String question(String uri) {
    Matcher question = QUESTION.matcher(uri);
    return question.matches() ? question.group(1) : "";
  }

  /** A success with this text; the route's own verdict reads it. */
  @Override
  public void answer(Exchange exchange, JsonNode given) {
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
    exchange.getMessage().setBody(given.toString());
  }

  @Override
  public Optional<PlannedRequest> request(Exchange exchange, Endpoint outside) {
    if (!(outside instanceof HttpEndpoint endpoint)) {
      return Optional.empty();
    }
    try {
      HttpMethods method = HttpMethodHelper.createMethod(exchange, endpoint);
      String url = HttpHelper.createURL(exchange, endpoint);
      URI whole = HttpHelper.createURI(exchange, url, endpoint);
      return Optional.of(
          new PlannedRequest(
              method.name(),
              address(whole, endpoint),
              whole.getRawPath() == null ? "" : whole.getRawPath(),
              whole.getRawQuery() == null ? "" : whole.getRawQuery(),
              headers(exchange.getMessage()),
              hasBody(method, endpoint) ? body(exchange.getMessage()) : ""));
    } catch (URISyntaxException | RuntimeException unfit) {
      return Optional.of(new PlannedRequest("", "(no valid address)", "", "", Map.of(), ""));
    }
  }

  private static boolean hasBody(HttpMethods method, HttpEndpoint endpoint) {
    return method.isEntityEnclosing()
        || method == HttpMethods.GET && endpoint.isGetWithBody()
        || method == HttpMethods.DELETE && endpoint.isDeleteWithBody();
  }

  private static String address(URI whole, HttpEndpoint endpoint) {
    String address = whole.getScheme() + "://" + whole.getRawAuthority();
    Matcher setting = SETTING.matcher(endpoint.getEndpointUri());
    return address.equals(NOWHERE) && setting.matches()
        ? "$" + HttpSettings.variable(setting.group(1))
        : address.replaceFirst("://[^@/]*@", "://");
  }

  private static Map<String, String> headers(Message message) {
    Map<String, String> headers = new TreeMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (value != null && !lower.startsWith("camel") && !lower.startsWith("org.apache")) {
                headers.put(name, value.toString());
              }
            });
    return headers;
  }

  private static String body(Message message) {
    Object body = message.getBody();
    if (body instanceof byte[] bytes) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException noText) {
        return "(" + bytes.length + " bytes)";
      }
    }
    if (body == null || body instanceof CharSequence || body instanceof JsonNode) {
      return body == null ? "" : body.toString();
    }
    return "(" + body.getClass().getSimpleName() + ")";
  }
}
