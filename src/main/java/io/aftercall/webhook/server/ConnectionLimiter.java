package io.aftercall.webhook.server;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open connections of the webhook endpoint: not too many of them, and each brings a whole
 * request in time. A sender that dribbles is never idle, so an idle limit alone would let it stay.
 *
 * <p>At the limit a new connection costs the oldest one that has brought nothing yet which was
 * accepted, and of the address that holds most of those: strangers who keep connections open lose
 * their own, and whoever posts gets in.
 */
final class ConnectionLimiter {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimiter.class);

  private final int most;
  private final long limit;
  private final LongSupplier nanos;
  private final Map<HttpConnection, Visit> open = new ConcurrentHashMap<>();

  /** Address to its connections that have brought nothing yet, the oldest first. */
  private final Map<String, Set<HttpConnection>> unproven = new HashMap<>();

  private final Set<HttpConnection> condemned = ConcurrentHashMap.newKeySet();
  private int count;
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
    open.put(connection, new Visit(nanos.getAsLong(), null));
    connection.closeHandler(closed -> left(connection));
    HttpConnection loser = enter(connection);
    if (loser != null) {
      loser.close();
    }
  }

  /** Which connection has to go for it; null when there is room. */
  private synchronized HttpConnection enter(HttpConnection connection) {
    count++;
    HttpConnection loser = null;
    if (count > most) {
      tellOnce();
      loser = oldestOfTheGreediest(connection);
      forget(loser);
    }
    if (loser != connection) {
      unproven.computeIfAbsent(address(connection), one -> new LinkedHashSet<>()).add(connection);
    }
    return loser;
  }

  private HttpConnection oldestOfTheGreediest(HttpConnection fresh) {
    return unproven.values().stream()
        .max(Comparator.comparingInt(Collection::size))
        .map(connections -> connections.iterator().next())
        .orElse(fresh);
  }

  private synchronized void left(HttpConnection connection) {
    open.remove(connection);
    condemned.remove(connection);
    forget(connection);
    count--;
    if (full && count < most / 2 + 1) {
      full = false;
    }
  }

  private void forget(HttpConnection connection) {
    String address = address(connection);
    Set<HttpConnection> ofAddress = unproven.get(address);
    if (ofAddress != null && ofAddress.remove(connection) && ofAddress.isEmpty()) {
      unproven.remove(address);
    }
  }

  private static String address(HttpConnection connection) {
    return connection.remoteAddress() == null
        ? ""
        : String.valueOf(connection.remoteAddress().host());
  }

  private void tellOnce() {
    if (!full) {
      full = true;
      LOG.warn(
          "webhook.full connections={} limit={}; the oldest that brought nothing are closed",
          count - 1,
          most);
    }
  }

  /** Nothing more that comes on this connection is believed; it is being closed. */
  void condemn(HttpConnection connection) {
    if (open.containsKey(connection)) {
      condemned.add(connection);
    }
  }

  boolean isCondemned(HttpConnection connection) {
    return condemned.contains(connection);
  }

  /** How many there are now. */
  synchronized int count() {
    return count;
  }

  /** Whether the limit was met, and less than half have gone since. */
  boolean isFull() {
    return full;
  }

  /** The head of a request is here. */
  void arrived(HttpServerRequest request) {
    open.replace(request.connection(), new Visit(nanos.getAsLong(), request));
  }

  /**
   * The request is answered; the next one may come, or has come already.
   *
   * @param accepted whether it was a sender of ours
   */
  void answered(HttpServerRequest request, boolean accepted) {
    if (accepted) {
      synchronized (this) {
        forget(request.connection());
      }
    }
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
            LOG.debug("webhook.too_slow");
            connection.close();
          }
        });
  }
}
