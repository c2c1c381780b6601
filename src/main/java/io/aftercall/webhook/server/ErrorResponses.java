package io.aftercall.webhook.server;

import io.aftercall.webhook.WebhookResponse;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;

/** What the webhook endpoint answers by itself, when a request never gets to a route. */
final class ErrorResponses {
  static final WebhookResponse MALFORMED =
      WebhookResponse.problem(400, "Bad request", "The request is no well-formed HTTP.");
  static final WebhookResponse NOT_FOUND =
      WebhookResponse.problem(404, "Not found", "There is nothing at this address.");
  static final WebhookResponse TOO_LARGE =
      WebhookResponse.problem(
          413, "Content too large", "The body is larger than this service accepts.");
  static final WebhookResponse LONG_ADDRESS =
      WebhookResponse.problem(
          414, "URI too long", "The address is longer than this service accepts.");
  static final WebhookResponse UNEXPECTED =
      WebhookResponse.problem(417, "Expectation failed", "Only 100-continue can be expected here.");
  static final WebhookResponse LONG_HEADERS =
      WebhookResponse.problem(
          431,
          "Request header fields too large",
          "The headers are more or larger than this service accepts.");
  static final WebhookResponse FAULT =
      WebhookResponse.problem(
          503,
          "Service unavailable",
          "The webhook could not be taken. Send it again.",
          Duration.ofSeconds(30));

  /** Too many bytes of senders that have not proved who they are. */
  static final WebhookResponse BUSY =
      WebhookResponse.problem(
          503,
          "Service unavailable",
          "Too many large bodies are on their way. Send the webhook again.",
          Duration.ofSeconds(5));

  /**
   * Those of Vert.x that are the sender's; every other fault is ours. 200 is what it says of a body
   * that broke off or is badly framed.
   */
  private static final Map<Integer, WebhookResponse> BY_STATUS =
      Map.of(200, MALFORMED, 400, MALFORMED, 404, NOT_FOUND, 413, TOO_LARGE, 417, UNEXPECTED);

  /** So long a sender may go on with a body nobody reads, to see the answer when it is done. */
  private static final long LINGER_MILLIS = 2000;

  private ErrorResponses() {}

  /** Our own faults are 503, so that the sender comes again. */
  static void failed(RoutingContext context) {
    refuse(context, BY_STATUS.getOrDefault(context.statusCode(), FAULT));
  }

  /** What Vert.x could not read as a request at all. */
  static void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    WebhookResponse webhookResponse =
        cause instanceof TooLongHttpHeaderException ? LONG_HEADERS : MALFORMED;
    HttpServerResponse response = request.response();
    write(response, cause instanceof TooLongHttpLineException ? LONG_ADDRESS : webhookResponse);
    response.close();
  }

  /** An address that cannot be read; before any router sees it. */
  static void unreadable(HttpServerRequest request) {
    HttpServerResponse response = request.response().putHeader("Connection", "close");
    write(response, MALFORMED);
  }

  /** Where a request ends is not beyond doubt, so nothing after it on this connection is either. */
  static void badlyFramed(HttpServerRequest request) {
    HttpServerResponse response = request.response().putHeader("Connection", "close");
    write(response, MALFORMED);
    response.close();
  }

  static void refuse(RoutingContext context, WebhookResponse webhookResponse) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (!context.request().isEnded()) {
      response.putHeader("Connection", "close");
      Vertx vertx = context.vertx();
      vertx.setTimer(LINGER_MILLIS, late -> context.request().connection().close());
    }
    write(response, webhookResponse);
  }

  private static void write(HttpServerResponse response, WebhookResponse webhookResponse) {
    response
        .setStatusCode(webhookResponse.status())
        .putHeader("Content-Type", webhookResponse.contentType());
    webhookResponse.headers().forEach(response::putHeader);
    response.end(Buffer.buffer(webhookResponse.body()));
  }
}
