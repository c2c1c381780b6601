package aftercall.route;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a body in the pieces it comes in and puts it together once, when all of it is here.
 * Vert.x's own lets a buffer grow with each piece, so a body that is too large costs several times
 * its size in memory before it is refused.
 */
final class BodyReader implements Handler<RoutingContext> {
  /** What a sender may still push after its refusal, to see the answer; then it is cut off. */
  private static final int GRACE = 256 * 1024;

  private final long most;

  /**
   * @param most bytes of a body
   */
  BodyReader(long most) {
    this.most = most;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Pieces pieces = new Pieces(context);
    request.exceptionHandler(context::fail);
    if (request.isEnded()) {
      pieces.end();
    } else {
      request.handler(pieces::add).endHandler(end -> pieces.end());
      request.resume();
    }
  }

  private final class Pieces {
    private final RoutingContext context;
    private final List<Buffer> pieces = new ArrayList<>();
    private long size;

    Pieces(RoutingContext context) {
      this.context = context;
    }

    void add(Buffer piece) {
      boolean fitted = size <= most;
      size += piece.length();
      if (size <= most) {
        pieces.add(piece);
      } else if (fitted) {
        pieces.clear();
        context.fail(413);
      } else if (size > most + GRACE) {
        context.request().connection().close();
      }
    }

    void end() {
      if (size > most || context.failed()) {
        return;
      }
      Buffer whole = pieces.size() == 1 ? pieces.get(0) : Buffer.buffer((int) size);
      if (pieces.size() > 1) {
        pieces.forEach(whole::appendBuffer);
      }
      pieces.clear();
      ((RoutingContextInternal) context).setBody(whole);
      context.next();
    }
  }
}
