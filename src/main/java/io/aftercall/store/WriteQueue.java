package io.aftercall.store;

import java.util.concurrent.CompletableFuture;

/** Many callers, one list, one transaction, one fsync. */
public interface WriteQueue<I, O> {
  /**
   * Blocks until the item is committed.
   *
   * @throws StoreUnavailableException when it is not known to be stored: try again later
   */
  O put(I item);

  /**
   * The same without waiting, for callers who are many: the future fails as {@link #put} throws.
   * Those of one group are completed one after the other by one thread, so what follows must be
   * short.
   */
  CompletableFuture<O> putLater(I item);
}
