package io.aftercall.webhook.server;

import io.aftercall.webhook.EarlyAuthResult;
import io.aftercall.webhook.WebhookIntake;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Asks, before a byte of the body is read, whether the sender has proved who it is: strangers get
 * their 401 without costing memory. Knows the open receive routes, and which sources they lead to.
 */
final class EarlyAuthentication {
  private final List<Receiver> receivers = new CopyOnWriteArrayList<>();

  /**
   * An open receive route.
   *
   * @param path without the rest that a prefix allows
   * @param prefix whether longer paths belong to it
   * @param sources those its steps hand the request to
   */
  record Receiver(
      String path, boolean prefix, Supplier<List<String>> sources, WebhookIntake intake) {
    boolean takes(String asked) {
      return asked.equals(path) || prefix && asked.startsWith(path);
    }
  }

  void opened(Receiver receiver) {
    receivers.add(receiver);
  }

  void closed(Receiver receiver) {
    receivers.remove(receiver);
  }

  /**
   * The best that any source the route leads to says of the sender; a route that leads to none is
   * somebody's own, and its body is read as a stranger's.
   *
   * @return null when no route takes the address
   */
  EarlyAuthResult look(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = request.path() == null ? "" : request.path();
    EarlyAuthResult best = null;
    for (Receiver receiver : receivers) {
      if (!receiver.takes(path)) {
        continue;
      }
      List<String> sources = receiver.sources().get();
      if (sources.isEmpty() || receiver.intake() == null) {
        return EarlyAuthResult.BODY_NEEDED;
      }
      for (String source : sources) {
        EarlyAuthResult verdict =
            receiver
                .intake()
                .beforeBody(source, RequestReader.read(request, receiver.path(), null));
        best = best == null || verdict.isBetterThan(best) ? verdict : best;
      }
    }
    return best;
  }
}
