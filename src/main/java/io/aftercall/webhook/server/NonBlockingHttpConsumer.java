package io.aftercall.webhook.server;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * {@code from: platform-http:…}. Camel's own keeps a thread of the pool until the route has come to
 * its end; here the thread goes as soon as the call waits for its commit, and whoever has committed
 * it carries the route on. So a group of commits wakes one thread and not a hundred.
 */
final class NonBlockingHttpConsumer extends VertxPlatformHttpConsumer {
  NonBlockingHttpConsumer(
      PlatformHttpEndpoint endpoint,
      Processor processor,
      List<Handler<RoutingContext>> handlers,
      String routerName) {
    super(endpoint, processor, handlers, routerName);
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
