package io.aftercall.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** One item on its way through the writer, and the thread or the future that waits for it. */
final class PendingWrite<I, O> {
  final BatchWork<I, O> work;
  final I item;
  private final Thread waiter;
  private final CompletableFuture<O> future;
  private O result;
  private Throwable failure;
  private volatile boolean settled;

  private PendingWrite(BatchWork<I, O> work, I item, Thread waiter, CompletableFuture<O> future) {
    this.work = work;
    this.item = item;
    this.waiter = waiter;
    this.future = future;
  }

  static <I, O> PendingWrite<I, O> waitedFor(BatchWork<I, O> work, I item) {
    return new PendingWrite<>(work, item, Thread.currentThread(), null);
  }

  static <I, O> PendingWrite<I, O> promised(
      BatchWork<I, O> work, I item, CompletableFuture<O> future) {
    return new PendingWrite<>(work, item, null, future);
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
