package io.aftercall.webhook;

import io.aftercall.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line when webhooks begin to be answered 503, with the cause, and one when they are stored
 * again: hundreds a second would bury everything else. Safe for use by several threads.
 */
final class OutageLog {
  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

  /** Who is stored between two that are not does not end an outage. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final InstantSource clock;
  private volatile Instant since;
  private Instant last;
  private long requests;

  OutageLog(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void failed(String source, Throwable failure) {
    last = clock.instant();
    requests++;
    if (since != null) {
      return;
    }
    since = last;
    Throwable why = unwrapped(failure);
    if (why instanceof StoreUnavailableException) {
      LOG.warn(
          "event.not_stored source={} reason=\"{}\" cause=\"{}\"; told once until it is over",
          source,
          why.getMessage(),
          root(why));
    } else {
      // Without its message, which may hold what the sender wrote.
      LOG.error(
          "webhook.failed source={} error={} cause={}; told once until it is over",
          source,
          why.getClass().getName(),
          root(why).getClass().getName());
    }
  }

  /** One was stored. */
  void stored() {
    if (since != null) {
      over();
    }
  }

  private synchronized void over() {
    Instant now = clock.instant();
    if (since != null && Duration.between(last, now).compareTo(QUIET) >= 0) {
      LOG.info(
          "event.stored_again after={} s requests={}",
          Duration.between(since, last).toSeconds(),
          requests);
      since = null;
      requests = 0;
    }
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable why = failure;
    while (why instanceof CompletionException && why.getCause() != null) {
      why = why.getCause();
    }
    return why;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
