package aftercall.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * All that waited at one moment, in one transaction: first all together; when that fails, each for
 * itself behind a savepoint, so that only the guilty one learns of it.
 */
final class Group {
  private static final int ROUNDS = 3;

  private final List<Piece<?, ?>> pieces;

  Group(List<Piece<?, ?>> pieces) {
    this.pieces = pieces;
  }

  /**
   * @return what is to be done now that all is committed
   * @throws SQLException when the database did not take the group
   */
  List<Runnable> commit(Session session) throws SQLException {
    try {
      together(session);
      return session.commit();
    } catch (SQLException | RuntimeException | Error failure) {
      if (Failures.of(failure) == Failures.AWAY) {
        throw failure;
      }
      session.rollback();
      if (pieces.size() == 1 && Failures.of(failure) == Failures.OWN) {
        pieces.get(0).failed(failure);
        return List.of();
      }
    }
    return apart(session);
  }

  private List<Runnable> apart(Session session) throws SQLException {
    for (int round = 1; ; round++) {
      try {
        session.waitBriefly();
        for (Piece<?, ?> piece : pieces) {
          alone(session, piece, round == ROUNDS);
        }
        return session.commit();
      } catch (SQLException failure) {
        if (round == ROUNDS || Failures.of(failure) != Failures.COLLISION) {
          throw failure;
        }
        session.rollback();
      }
    }
  }

  /** Who still collides in the last round fails alone, as does who waited for a lock in vain. */
  private static <I, O> void alone(Session session, Piece<I, O> piece, boolean last)
      throws SQLException {
    try {
      piece.succeeded(session.guarded(tx -> run(piece.work, tx, List.of(piece.item))).get(0));
    } catch (SQLException | RuntimeException | Error failure) {
      Failures whose = Failures.of(failure);
      if (whose == Failures.AWAY || (whose == Failures.COLLISION && !last)) {
        throw failure instanceof SQLException sql ? sql : asSql(failure);
      }
      piece.failed(
          whose == Failures.OWN
              ? failure
              : new StoreUnavailable("Another transaction holds what this needs", failure));
    }
  }

  private static SQLException asSql(Throwable failure) {
    for (Throwable cause = failure; ; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
  }

  private void together(Session session) throws SQLException {
    IdentityHashMap<BatchWrite<?, ?>, List<Piece<?, ?>>> lanes = new IdentityHashMap<>();
    List<List<Piece<?, ?>>> inOrder = new ArrayList<>();
    for (Piece<?, ?> piece : pieces) {
      lanes
          .computeIfAbsent(
              piece.work,
              lane -> {
                List<Piece<?, ?>> list = new ArrayList<>();
                inOrder.add(list);
                return list;
              })
          .add(piece);
    }
    for (List<Piece<?, ?>> lane : inOrder) {
      batch(session, lane);
    }
  }

  /** All pieces of the list have the same work, and so the same types. */
  @SuppressWarnings("unchecked")
  private static <I, O> void batch(Session session, List<Piece<?, ?>> lane) throws SQLException {
    List<I> items = new ArrayList<>(lane.size());
    for (Piece<?, ?> piece : lane) {
      items.add((I) piece.item);
    }
    List<O> results = run((BatchWrite<I, O>) lane.get(0).work, session, items);
    for (int i = 0; i < items.size(); i++) {
      ((Piece<I, O>) lane.get(i)).succeeded(results.get(i));
    }
  }

  private static <I, O> List<O> run(BatchWrite<I, O> work, Tx tx, List<I> items)
      throws SQLException {
    List<O> results = work.in(tx, items);
    if (results.size() != items.size()) {
      throw new IllegalStateException(
          "A batch of " + items.size() + " items gave " + results.size() + " results");
    }
    return results;
  }
}
