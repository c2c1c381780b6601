package io.aftercall.webhook.server;

import io.aftercall.webhook.WebhookIntake;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;

/**
 * {@code from: platform-http:…}. Camel's own keeps a thread of the pool until the route has come to
 * its end; here the thread goes as soon as the call waits for its commit, and whoever has committed
 * it carries the route on. So a group of commits wakes one thread and not a hundred.
 */
final class NonBlockingHttpConsumer extends VertxPlatformHttpConsumer {
  private static final Pattern INBOX = Pattern.compile("inbox:(?://)?([^?]+)(?:\\?.*)?");

  private final EarlyAuthentication early;
  private EarlyAuthentication.Receiver receiver;
  private volatile List<String> sources;

  NonBlockingHttpConsumer(
      PlatformHttpEndpoint endpoint,
      Processor processor,
      List<Handler<RoutingContext>> handlers,
      String routerName,
      EarlyAuthentication early) {
    super(endpoint, processor, handlers, routerName);
    this.early = early;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    PlatformHttpEndpoint endpoint = getEndpoint();
    String path = endpoint.getPath();
    int parameter = path.indexOf('{');
    receiver =
        parameter < 0
            ? new EarlyAuthentication.Receiver(
                path, endpoint.isMatchOnUriPrefix(), this::sources, intake())
            : new EarlyAuthentication.Receiver(path.substring(0, parameter), true, List::of, null);
    early.opened(receiver);
  }

  @Override
  protected void doStop() throws Exception {
    if (receiver != null) {
      early.closed(receiver);
    }
    super.doStop();
  }

  private WebhookIntake intake() {
    return getEndpoint()
        .getCamelContext()
        .getRegistry()
        .lookupByNameAndType(WebhookIntake.BEAN, WebhookIntake.class);
  }

  /**
   * The sources that the steps of this route hand a request to. Found at the first request, for a
   * consumer is started before Camel lists its route.
   */
  private List<String> sources() {
    if (sources == null) {
      sources =
          getEndpoint().getCamelContext().getRoutes().stream()
              .filter(route -> route.getEndpoint() == getEndpoint())
              .findFirst()
              .map(route -> sources(route.getRouteId()))
              .orElse(null);
    }
    return sources == null ? List.of() : sources;
  }

  private List<String> sources(String routeId) {
    RouteDefinition definition =
        getEndpoint()
            .getCamelContext()
            .getCamelContextExtension()
            .getContextPlugin(Model.class)
            .getRouteDefinition(routeId);
    if (definition == null) {
      return List.of();
    }
    return ProcessorDefinitionHelper.filterTypeInOutputs(
            definition.getOutputs(), SendDefinition.class)
        .stream()
        .map(step -> INBOX.matcher(String.valueOf(step.getEndpointUri())))
        .filter(Matcher::matches)
        .map(inbox -> inbox.group(1))
        .filter(name -> !name.equals("hold") && !name.equals("ignore"))
        .distinct()
        .toList();
  }

  @Override
  protected void handleRequest(RoutingContext request) {
    if (isSuspended()) {
      ErrorResponses.refuse(request, ErrorResponses.FAULT);
      return;
    }
    Exchange exchange = createExchange(false);
    exchange.setPattern(ExchangePattern.InOut);
    Context loop = Vertx.currentContext();
    processHttpRequest(exchange, request)
        .onSuccess(
            read ->
                request
                    .vertx()
                    .executeBlocking(() -> route(exchange, request, loop), false)
                    .onFailure(failure -> failed(exchange, request, failure)))
        .onFailure(failure -> failed(exchange, request, failure));
  }

  private Void route(Exchange exchange, RoutingContext request, Context loop) throws Exception {
    // Steps of Camel take them for orders where to go, and resolve {{placeholders}} in them.
    exchange.getMessage().removeHeaders("CamelHttp*", Exchange.HTTP_METHOD);
    createUoW(exchange);
    getAsyncProcessor()
        .process(exchange, inTime -> loop.runOnContext(now -> answer(exchange, request)));
    return null;
  }

  private void failed(Exchange exchange, RoutingContext request, Throwable failure) {
    exchange.setException(failure);
    answer(exchange, request);
  }

  /** A route that fails is a fault of ours: the sender may come again, and is told no more. */
  private void answer(Exchange exchange, RoutingContext request) {
    HttpServerResponse response = request.response();
    if (exchange.getException() != null) {
      getExceptionHandler()
          .handleException("A receive route failed", exchange, exchange.getException());
      ErrorResponses.refuse(request, ErrorResponses.FAULT);
    } else if (!response.ended() && !response.closed()) {
      write(exchange.getMessage(), response);
    }
    doneUoW(exchange);
    releaseExchange(exchange, false);
  }

  private static void write(Message message, HttpServerResponse response) {
    response.setStatusCode(message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class));
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (!name.startsWith("Camel")) {
                response.putHeader(name, value.toString());
              }
            });
    Buffer body = message.getBody(Buffer.class);
    if (body == null) {
      response.end();
    } else {
      response.end(body);
    }
  }
}
