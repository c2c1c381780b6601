package aftercall.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** One item on its way through the writer, and the thread or the future that waits for it. */
final class Piece<I, O> {
  final BatchWrite<I, O> work;
  final I item;
  private final Thread waiter;
  private final CompletableFuture<O> future;
  private O result;
  private Throwable failure;
  private volatile boolean settled;

  private Piece(BatchWrite<I, O> work, I item, Thread waiter, CompletableFuture<O> future) {
    this.work = work;
    this.item = item;
    this.waiter = waiter;
    this.future = future;
  }

  static <I, O> Piece<I, O> waitedFor(BatchWrite<I, O> work, I item) {
    return new Piece<>(work, item, Thread.currentThread(), null);
  }

  static <I, O> Piece<I, O> promised(BatchWrite<I, O> work, I item, CompletableFuture<O> future) {
    return new Piece<>(work, item, null, future);
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
  void settle() {
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
    if (failure instanceof StoreUnavailable shared) {
      return new StoreUnavailable(shared.getMessage(), shared.getCause());
    }
    return failure instanceof SQLException sql ? new StatementFailed(sql) : failure;
  }
}
