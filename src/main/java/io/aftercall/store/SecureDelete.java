package io.aftercall.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Has the writer clean up behind what was deleted, between two groups, until it could. */
final class SecureDelete {
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 200;

  private final Store store;
  private final Engine engine;

  SecureDelete(Store store, Engine engine) {
    this.store = store;
    this.engine = engine;
  }

  boolean run() {
    try {
      for (int i = 0; i < TRIES; i++) {
        if (once()) {
          return true;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** One try: the rows leave the tables' files, then the log. */
  boolean once() {
    try {
      return engine.vacuum() && cut();
    } catch (SQLException e) {
      return false;
    }
  }

  private boolean cut() {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    store.write(
        transaction -> {
          transaction.afterCommit(
              () -> {
                try {
                  done.complete(engine.scrub(transaction.connection()));
                } catch (SQLException | RuntimeException e) {
                  done.completeExceptionally(e);
                }
              });
          return null;
        });
    try {
      return done.join();
    } catch (CompletionException e) {
      return false;
    }
  }
}
