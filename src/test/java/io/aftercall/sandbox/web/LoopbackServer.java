package io.aftercall.sandbox.web;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * An HTTP server on 127.0.0.1 that answers from one event loop, so at most one core is spent here
 * and waiting answers hold no thread. The answering function must not block.
 */
public final class LoopbackServer implements AutoCloseable {
  private final Vertx vertx;
  private final HttpServer server;

  private LoopbackServer(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * @param port 0 for any free one
   */
  public static LoopbackServer start(int port, Function<Ask, Answer> answering) {
    Vertx vertx = Vertx.vertx(small());
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(16_384)
            .setHost("127.0.0.1")
            .setPort(port)
            .setTcpNoDelay(true)
            .setDecompressionSupported(true)
            .setMaxHeaderSize(16_384);
    HttpServer server = vertx.createHttpServer(options);
    server.requestHandler(
        request ->
            request
                .body()
                .onSuccess(body -> send(vertx, request, answer(answering, ask(request, body)))));
    try {
      join(server.listen().toCompletionStage());
    } catch (CompletionException e) {
      vertx.close();
      throw new IllegalStateException("Port " + port + " on 127.0.0.1 cannot be opened", e);
    }
    return new LoopbackServer(vertx, server);
  }

  public int port() {
    return server.actualPort();
  }

  /** {@code http://127.0.0.1:<port>}, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    join(vertx.close().toCompletionStage());
  }

  private static VertxOptions small() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setUseDaemonThread(true)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static Ask ask(HttpServerRequest request, Buffer body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach((name, value) -> headers.merge(name, value, (a, b) -> a + ", " + b));
    String query = request.query() == null ? "" : request.query();
    return new Ask(request.method().name(), request.path(), query, headers, body.getBytes());
  }

  /** A mistake in a stand-in shows itself as a 500 instead of a caller that waits for ever. */
  private static Answer answer(Function<Ask, Answer> answering, Ask ask) {
    try {
      return answering.apply(ask);
    } catch (RuntimeException e) {
      return Answer.text(500, "The stand-in failed: " + e);
    }
  }

  private static void send(Vertx vertx, HttpServerRequest request, Answer answer) {
    long pause = answer.pause().toMillis();
    if (pause > 0 && answer.travel() != Answer.Travel.DRIPPED) {
      vertx.setTimer(pause, timer -> travel(vertx, request, answer));
    } else {
      travel(vertx, request, answer);
    }
  }

  private static void travel(Vertx vertx, HttpServerRequest request, Answer answer) {
    switch (answer.travel()) {
      case WHOLE -> head(request, answer).end(Buffer.buffer(answer.body()));
      case DRIPPED -> drip(vertx, head(request, answer), answer);
      case ENDLESS -> repeat(vertx, head(request, answer), answer);
      case DROPPED -> request.connection().close();
      case RESET -> reset(request);
    }
  }

  private static HttpServerResponse head(HttpServerRequest request, Answer answer) {
    HttpServerResponse response = request.response().setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    return response;
  }

  private static void drip(Vertx vertx, HttpServerResponse response, Answer answer) {
    response.putHeader("Content-Length", String.valueOf(answer.body().length));
    int[] next = {0};
    vertx.setPeriodic(
        Math.max(1, answer.pause().toMillis()),
        timer -> {
          if (response.closed() || next[0] == answer.body().length) {
            vertx.cancelTimer(timer);
            if (!response.closed()) {
              response.end();
            }
          } else {
            response.write(Buffer.buffer(new byte[] {answer.body()[next[0]++]}));
          }
        });
  }

  private static void repeat(Vertx vertx, HttpServerResponse response, Answer answer) {
    response.setChunked(true);
    vertx.setPeriodic(
        1,
        timer -> {
          if (response.closed()) {
            vertx.cancelTimer(timer);
          } else if (!response.writeQueueFull()) {
            response.write(Buffer.buffer(answer.body()));
          }
        });
  }

  /** A socket that lingers for no time says goodbye with a reset packet. */
  private static void reset(HttpServerRequest request) {
    ((ConnectionBase) request.connection())
        .channel()
        .config()
        .setOption(ChannelOption.SO_LINGER, 0);
    request.connection().close();
  }

  private static void join(CompletionStage<?> stage) {
    stage.toCompletableFuture().join();
  }
}
