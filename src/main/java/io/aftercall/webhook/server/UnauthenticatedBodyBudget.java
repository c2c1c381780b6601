package io.aftercall.webhook.server;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One budget of bytes for the bodies of all who have not proved yet who they are. Whoever proves it
 * by path, header, query or Basic is not counted. Beyond the budget the largest body of the address
 * that holds the most is given up, so that many large ones do not drive out a small one.
 */
final class UnauthenticatedBodyBudget {
  private final long most;
  private final Set<Body> bodies = new LinkedHashSet<>();
  private long held;

  /**
   * @param most bytes in memory at the same time
   */
  UnauthenticatedBodyBudget(long most) {
    this.most = most;
  }

  /** A body that is being read. */
  final class Body implements AutoCloseable {
    private final String address;
    private final Runnable giveUp;
    private long bytes;
    private boolean reading = true;

    private Body(String address, Runnable giveUp) {
      this.address = address;
      this.giveUp = giveUp;
    }

    /** More of it came. May give up this body, or another one. */
    void add(int more) {
      grow(this, more);
    }

    /** It is here as a whole; its bytes are held until it is answered. */
    void whole() {
      synchronized (UnauthenticatedBodyBudget.this) {
        reading = false;
      }
    }

    /** Its bytes are free again. */
    @Override
    public void close() {
      release(this);
    }
  }

  /**
   * @param giveUp refuses the request; runs on the thread that took the budget over its limit
   */
  synchronized Body begin(String address, Runnable giveUp) {
    Body body = new Body(address, giveUp);
    bodies.add(body);
    return body;
  }

  /** Bytes that are held now. */
  synchronized long held() {
    return held;
  }

  private void grow(Body body, int more) {
    Body loser = null;
    synchronized (this) {
      if (!bodies.contains(body)) {
        return;
      }
      body.bytes += more;
      held += more;
      if (held > most) {
        loser = largest();
        release(loser);
      }
    }
    if (loser != null) {
      loser.giveUp.run();
    }
  }

  private synchronized void release(Body body) {
    if (bodies.remove(body)) {
      held -= body.bytes;
    }
  }

  /** There is one at least: the body that grew is being read. */
  private Body largest() {
    Map<String, Long> byAddress = new HashMap<>();
    bodies.forEach(body -> byAddress.merge(body.address, body.bytes, Long::sum));
    return bodies.stream()
        .filter(body -> body.reading)
        .max(
            Comparator.<Body>comparingLong(body -> byAddress.get(body.address))
                .thenComparingLong(body -> body.bytes))
        .orElseThrow();
  }
}
