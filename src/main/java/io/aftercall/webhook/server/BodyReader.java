package io.aftercall.webhook.server;

import io.aftercall.webhook.WebhookResponse;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Reads a body into memory in the place of Vert.x' own handler, which cannot be told to stop. All
 * on the event loop of its connection.
 */
final class BodyReader {
  private final RoutingContext context;
  private final long mostBytes;
  private final Context loop = Vertx.currentContext();
  private Buffer read = Buffer.buffer();

  /** Null for an authenticated sender. */
  private UnauthenticatedBodyBudget.Body counted;

  private boolean over;

  /**
   * @param mostBytes of one body
   */
  BodyReader(RoutingContext context, long mostBytes) {
    this.context = context;
    this.mostBytes = mostBytes;
  }

  /**
   * Goes on with the next handler when the body is whole.
   *
   * @param budget null: the sender has proved who it is
   */
  void begin(UnauthenticatedBodyBudget budget) {
    HttpServerRequest request = context.request();
    if (!mayGoOn(request)) {
      return;
    }
    if (budget != null) {
      String address =
          request.remoteAddress() == null ? "" : String.valueOf(request.remoteAddress().host());
      counted = budget.begin(address, () -> loop.runOnContext(now -> stop(ErrorResponses.BUSY)));
      context.addEndHandler(done -> counted.close());
    }
    ((RoutingContextInternal) context).visitHandler(RoutingContextInternal.BODY_HANDLER);
    if (request.isEnded()) {
      whole();
      return;
    }
    request.exceptionHandler(this::broke);
    request.handler(this::more);
    request.endHandler(end -> whole());
    request.resume();
  }

  /** A sender may ask first whether its body is wanted. */
  private boolean mayGoOn(HttpServerRequest request) {
    String expected = request.getHeader(HttpHeaders.EXPECT);
    if (expected == null || request.version() == HttpVersion.HTTP_1_0) {
      return true;
    }
    if (!expected.equalsIgnoreCase("100-continue")) {
      ErrorResponses.refuse(context, ErrorResponses.UNEXPECTED);
      return false;
    }
    context.response().writeContinue();
    return true;
  }

  private void more(Buffer piece) {
    if (over) {
      return;
    }
    if (read.length() + (long) piece.length() > mostBytes) {
      stop(ErrorResponses.TOO_LARGE);
      return;
    }
    read.appendBuffer(piece);
    if (counted != null) {
      counted.add(piece.length());
    }
  }

  private void whole() {
    if (over) {
      return;
    }
    over = true;
    if (counted != null) {
      counted.whole();
    }
    ((RoutingContextInternal) context).setBody(read);
    read = null;
    context.next();
  }

  private void stop(WebhookResponse webhookResponse) {
    if (!over) {
      end();
      ErrorResponses.refuse(context, webhookResponse);
    }
  }

  private void broke(Throwable cause) {
    if (!over) {
      end();
      context.fail(cause);
    }
  }

  private void end() {
    over = true;
    read = null;
    if (counted != null) {
      counted.close();
    }
  }
}
