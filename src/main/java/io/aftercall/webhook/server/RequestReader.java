package io.aftercall.webhook.server;

import io.aftercall.config.CidrRange;
import io.aftercall.webhook.WebhookRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;

/** Reads from an HTTP request what the intake has to know, and nothing that could steer a step. */
public final class RequestReader {
  private static final byte[] NOTHING = new byte[0];

  private RequestReader() {}

  /**
   * @param path of the receive route
   * @param body null: it has not been read
   */
  public static WebhookRequest read(HttpServerRequest request, String path, byte[] body) {
    return new WebhookRequest(
        request.method().name(),
        rest(text(request.path()), path),
        text(request.query()),
        name -> header(request.headers(), name),
        peer(request),
        body == null ? NOTHING : body);
  }

  private static String header(MultiMap headers, String name) {
    List<String> values = headers.getAll(name);
    if (name.equalsIgnoreCase("Content-Type") && headers.contains(WebhookServer.FORM_TYPE)) {
      return headers.get(WebhookServer.FORM_TYPE);
    }
    return values.isEmpty() ? null : String.join(", ", values);
  }

  private static InetAddress peer(HttpServerRequest request) {
    SocketAddress remote = request.remoteAddress();
    String address = remote == null ? null : remote.hostAddress();
    return address == null ? null : CidrRange.address(withoutZone(address)).orElse(null);
  }

  /** {@code fe80::1%eth0} */
  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  /**
   * What the request's path has beyond the route's own, without its slash; null when it is another
   * path that only begins alike.
   */
  static String rest(String path, String ofRoute) {
    String rest = path.startsWith(ofRoute) ? path.substring(ofRoute.length()) : path;
    if (rest.isEmpty()) {
      return "";
    }
    return rest.startsWith("/") ? rest.substring(1) : null;
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}
