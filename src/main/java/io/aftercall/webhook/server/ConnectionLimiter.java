package io.aftercall.webhook.server;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open connections of the door: not too many of them, and each brings a whole request in time.
 * A sender that dribbles is never idle, so an idle limit alone would let it stay.
 */
final class ConnectionLimiter {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimiter.class);

  private final int most;
  private final long limit;
  private final LongSupplier nanos;
  private final Map<HttpConnection, Visit> open = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean full;

  /**
   * @param most connections at the same time
   * @param limit for the head of a request, and again for its body
   * @param nanos a clock that never goes back
   */
  ConnectionLimiter(int most, Duration limit, LongSupplier nanos) {
    this.most = most;
    this.limit = limit.toNanos();
    this.nanos = nanos;
  }

  /**
   * What a connection owes us.
   *
   * @param request whose body it owes, or null for the head of the next one
   */
  private record Visit(long since, HttpServerRequest request) {
    boolean owes() {
      return request == null || !request.isEnded();
    }
  }

  void opened(HttpConnection connection) {
    int now = count.incrementAndGet();
    open.put(connection, new Visit(nanos.getAsLong(), null));
    connection.closeHandler(
        closed -> {
          open.remove(connection);
          count.decrementAndGet();
        });
    if (now > most) {
      tellOnce(now);
      connection.close();
    } else if (full && now < most / 2 + 1) {
      full = false;
    }
  }

  private void tellOnce(int now) {
    if (!full) {
      full = true;
      LOG.warn("door.full connections={} limit={}; further ones are closed", now - 1, most);
    }
  }

  /** The head of a request is here. */
  void arrived(HttpServerRequest request) {
    open.replace(request.connection(), new Visit(nanos.getAsLong(), request));
  }

  /** The request is answered; the next one may come, or has come already. */
  void answered(HttpServerRequest request) {
    open.computeIfPresent(
        request.connection(),
        (connection, visit) ->
            visit.request() == request ? new Visit(nanos.getAsLong(), null) : visit);
  }

  /** Closes those that took too long. */
  void sweep() {
    long now = nanos.getAsLong();
    open.forEach(
        (connection, visit) -> {
          if (now - visit.since() > limit && visit.owes()) {
            LOG.debug("door.too_slow");
            connection.close();
          }
        });
  }
}
