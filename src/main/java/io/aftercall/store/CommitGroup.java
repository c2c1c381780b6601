package io.aftercall.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * All that waited at one moment, in one transaction: first all together; when that fails, each for
 * itself behind a savepoint, so that only the guilty one learns of it.
 */
final class CommitGroup {
  private static final int ROUNDS = 3;

  private final List<PendingWrite<?, ?>> pendingWrites;

  CommitGroup(List<PendingWrite<?, ?>> pendingWrites) {
    this.pendingWrites = pendingWrites;
  }

  /**
   * @return what is to be done now that all is committed
   * @throws SQLException when the database did not take the group
   */
  List<Runnable> commit(WriterConnection writerConnection) throws SQLException {
    try {
      writerConnection.begin();
      commitTogether(writerConnection);
      return writerConnection.commit();
    } catch (SQLException | RuntimeException | Error failure) {
      if (SqlFailureKind.of(failure).isEverybodys()) {
        throw failure;
      }
      writerConnection.rollback();
      if (pendingWrites.size() == 1 && SqlFailureKind.of(failure) == SqlFailureKind.OWN) {
        pendingWrites.get(0).failed(failure);
        return List.of();
      }
    }
    return commitIndividually(writerConnection);
  }

  private List<Runnable> commitIndividually(WriterConnection writerConnection) throws SQLException {
    for (int round = 1; ; round++) {
      try {
        writerConnection.setShortLockTimeout();
        for (PendingWrite<?, ?> pendingWrite : pendingWrites) {
          commitOne(writerConnection, pendingWrite, round == ROUNDS);
        }
        return writerConnection.commit();
      } catch (SQLException failure) {
        if (round == ROUNDS || SqlFailureKind.of(failure) != SqlFailureKind.COLLISION) {
          throw failure;
        }
        writerConnection.rollback();
      }
    }
  }

  /** Who still collides in the last round fails alone, as does who waited for a lock in vain. */
  private static <I, O> void commitOne(
      WriterConnection writerConnection, PendingWrite<I, O> pendingWrite, boolean last)
      throws SQLException {
    try {
      pendingWrite.succeeded(
          writerConnection
              .guarded(
                  transaction -> run(pendingWrite.work, transaction, List.of(pendingWrite.item)))
              .get(0));
    } catch (SQLException | RuntimeException | Error failure) {
      SqlFailureKind whose = SqlFailureKind.of(failure);
      if (whose.isEverybodys() || (whose == SqlFailureKind.COLLISION && !last)) {
        throw failure instanceof SQLException sql ? sql : asSql(failure);
      }
      pendingWrite.failed(
          whose == SqlFailureKind.OWN
              ? failure
              : new StoreUnavailableException(
                  "Another transaction holds what this needs", failure));
    }
  }

  private static SQLException asSql(Throwable failure) {
    for (Throwable cause = failure; ; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
  }

  private void commitTogether(WriterConnection writerConnection) throws SQLException {
    IdentityHashMap<BatchWork<?, ?>, List<PendingWrite<?, ?>>> lanes = new IdentityHashMap<>();
    List<List<PendingWrite<?, ?>>> inOrder = new ArrayList<>();
    for (PendingWrite<?, ?> pendingWrite : pendingWrites) {
      lanes
          .computeIfAbsent(
              pendingWrite.work,
              lane -> {
                List<PendingWrite<?, ?>> list = new ArrayList<>();
                inOrder.add(list);
                return list;
              })
          .add(pendingWrite);
    }
    for (List<PendingWrite<?, ?>> lane : inOrder) {
      batch(writerConnection, lane);
    }
  }

  /** All pieces of the list have the same work, and so the same types. */
  @SuppressWarnings("unchecked")
  private static <I, O> void batch(WriterConnection writerConnection, List<PendingWrite<?, ?>> lane)
      throws SQLException {
    List<I> items = new ArrayList<>(lane.size());
    for (PendingWrite<?, ?> pendingWrite : lane) {
      items.add((I) pendingWrite.item);
    }
    List<O> results = run((BatchWork<I, O>) lane.get(0).work, writerConnection, items);
    for (int i = 0; i < items.size(); i++) {
      ((PendingWrite<I, O>) lane.get(i)).succeeded(results.get(i));
    }
  }

  private static <I, O> List<O> run(BatchWork<I, O> work, Transaction transaction, List<I> items)
      throws SQLException {
    List<O> results = work.in(transaction, items);
    if (results.size() != items.size()) {
      throw new IllegalStateException(
          "A batch of " + items.size() + " items gave " + results.size() + " results");
    }
    return results;
  }
}
