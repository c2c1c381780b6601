package io.aftercall.webhook.server;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * Whether it is beyond doubt where a request ends. Where a proxy and this server could disagree, a
 * body would be taken for empty and acknowledged, or a second request be hidden in it; so there is
 * one way to write it, and everything else is refused and the connection closed.
 */
final class FramingCheck {
  private static final String DECODER = "httpDecoder";

  private FramingCheck() {}

  /**
   * Refuses {@code Content-Length} beside {@code Transfer-Encoding}: the decoder of Netty takes the
   * length out, so that nobody behind it can see that both were there. To be called before the
   * first byte is read.
   */
  static void guard(HttpConnection connection, HttpServerOptions options) {
    ((ConnectionBase) connection)
        .channel()
        .pipeline()
        .replace(DECODER, DECODER, new StrictDecoder(options));
  }

  /** One Host at most, and no Transfer-Encoding but a single {@code chunked}. */
  static boolean isPlain(HttpServerRequest request) {
    List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    boolean one = encodings.size() == 1 && encodings.get(0).equalsIgnoreCase("chunked");
    boolean chunked = one && request.version() == HttpVersion.HTTP_1_1;
    return (encodings.isEmpty() || chunked)
        && request.headers().getAll(HttpHeaders.HOST).size() <= 1;
  }

  private static final class StrictDecoder extends VertxHttpRequestDecoder {
    StrictDecoder(HttpServerOptions options) {
      super(options);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
      throw new IllegalArgumentException("Content-Length beside Transfer-Encoding");
    }
  }
}
