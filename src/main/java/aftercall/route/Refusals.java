package aftercall.route;

import aftercall.intake.Answer;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;

/** What the door answers by itself, when a request never gets to a route. */
final class Refusals {
  static final Answer MALFORMED =
      Answer.problem(400, "Bad request", "The request is no well-formed HTTP.");
  static final Answer NOT_FOUND =
      Answer.problem(404, "Not found", "There is nothing at this address.");
  static final Answer TOO_LARGE =
      Answer.problem(413, "Content too large", "The body is larger than this service accepts.");
  static final Answer LONG_ADDRESS =
      Answer.problem(414, "URI too long", "The address is longer than this service accepts.");
  static final Answer NO_FORM =
      Answer.problem(415, "Unsupported media type", "Send the webhook as application/json.");
  static final Answer UNEXPECTED =
      Answer.problem(417, "Expectation failed", "Only 100-continue can be expected here.");
  static final Answer LONG_HEADERS =
      Answer.problem(
          431,
          "Request header fields too large",
          "The headers are more or larger than this service accepts.");
  static final Answer FAULT =
      Answer.problem(
          503,
          "Service unavailable",
          "The webhook could not be taken. Send it again.",
          Duration.ofSeconds(30));

  /**
   * Those of Vert.x that are the sender's; every other fault is ours. 200 is what it says of a body
   * that broke off or is badly framed.
   */
  private static final Map<Integer, Answer> BY_STATUS =
      Map.of(200, MALFORMED, 400, MALFORMED, 404, NOT_FOUND, 413, TOO_LARGE, 417, UNEXPECTED);

  /** So long a sender may go on with a body nobody reads, to see the answer when it is done. */
  private static final long LINGER_MILLIS = 2000;

  private Refusals() {}

  /** Our own faults are 503, so that the sender comes again. */
  static void failed(RoutingContext context) {
    refuse(context, BY_STATUS.getOrDefault(context.statusCode(), FAULT));
  }

  /** What Vert.x could not read as a request at all. */
  static void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Answer answer = cause instanceof TooLongHttpHeaderException ? LONG_HEADERS : MALFORMED;
    HttpServerResponse response = request.response();
    write(response, cause instanceof TooLongHttpLineException ? LONG_ADDRESS : answer);
    response.close();
  }

  static void refuse(RoutingContext context, Answer answer) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (!context.request().isEnded()) {
      response.putHeader("Connection", "close");
      Vertx vertx = context.vertx();
      vertx.setTimer(LINGER_MILLIS, late -> context.request().connection().close());
    }
    write(response, answer);
  }

  private static void write(HttpServerResponse response, Answer answer) {
    response.setStatusCode(answer.status()).putHeader("Content-Type", answer.contentType());
    answer.headers().forEach(response::putHeader);
    response.end(Buffer.buffer(answer.body()));
  }
}
