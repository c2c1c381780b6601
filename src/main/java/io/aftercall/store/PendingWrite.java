package io.aftercall.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** One item on its way through the writer, and the thread or the future that waits for it. */
final class PendingWrite<I, O> {
  final BatchWork<I, O> work;
  final I item;

  /** What it holds of the memory until it is committed; 0 when that is next to nothing. */
  final long bytes;

  private final Thread waiter;
  private final CompletableFuture<O> future;
  private O result;
  private Throwable failure;
  private volatile boolean settled;

  private PendingWrite(
      BatchWork<I, O> work, I item, long bytes, Thread waiter, CompletableFuture<O> future) {
    this.work = work;
    this.item = item;
    this.bytes = bytes;
    this.waiter = waiter;
    this.future = future;
  }

  static <I, O> PendingWrite<I, O> waitedFor(BatchWork<I, O> work, I item, long bytes) {
    return new PendingWrite<>(work, item, bytes, Thread.currentThread(), null);
  }

  static <I, O> PendingWrite<I, O> promised(
      BatchWork<I, O> work, I item, long bytes, CompletableFuture<O> future) {
    return new PendingWrite<>(work, item, bytes, null, future);
  }

  /** What it will be told, once the group is committed. */
  void succeeded(O value) {
    result = value;
    failure = null;
  }

  void failed(Throwable why) {
    failure = why;
  }

  /**
   * Whether a thread waits for it; else a future does, whose followers run on with whoever settles.
   */
  boolean isWaitedFor() {
    return waiter != null;
  }

  /** Lets go whoever still waits: nobody knows what became of it. */
  void lost(Throwable why) {
    if (!settled) {
      failure = why;
      complete();
    }
  }

  /** Lets go whoever waits. */
  void complete() {
    settled = true;
    if (waiter != null) {
      LockSupport.unpark(waiter);
    } else if (failure == null) {
      future.complete(result);
    } else {
      future.completeExceptionally(told());
    }
  }

  /** Not to be interrupted: the item may be committed already, and the caller must learn it. */
  O await() {
    boolean interrupted = false;
    while (!settled) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure == null) {
      return result;
    }
    Throwable told = told();
    if (told instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) told;
  }

  /** Of a failure all share everybody gets a copy, with a stack trace of his own. */
  private Throwable told() {
    if (failure instanceof StoreUnavailableException shared) {
      return new StoreUnavailableException(shared.getMessage(), shared.getCause());
    }
    return failure instanceof SQLException sql ? new StatementFailedException(sql) : failure;
  }
}
