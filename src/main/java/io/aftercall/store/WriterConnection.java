package io.aftercall.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The writer's connection with its prepared statements, and the transaction open on it. */
final class WriterConnection implements Transaction {
  private static final String IN_FAILED_TRANSACTION = "25P02";

  private final Engine engine;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final List<Runnable> afterCommit = new ArrayList<>();

  WriterConnection(Engine engine) throws SQLException {
    this.engine = engine;
    connection = engine.writer();
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement kept = statements.get(sql);
    if (kept == null) {
      kept = connection.prepareStatement(sql);
      statements.put(sql, kept);
    }
    return kept;
  }

  @Override
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  /** From now to the end of the transaction. */
  void setShortLockTimeout() throws SQLException {
    engine.setShortLockTimeout(connection);
  }

  void begin() throws SQLException {
    engine.begin(connection);
  }

  void idle() throws SQLException {
    engine.idle(connection);
  }

  /** What is to be done now that it is committed. */
  List<Runnable> commit() throws SQLException {
    if (engine.isTransactionFailed(connection)) {
      throw new SQLException("An error inside the transaction was ignored", IN_FAILED_TRANSACTION);
    }
    engine.beforeCommit(connection);
    connection.commit();
    engine.afterCommit();
    List<Runnable> actions = List.copyOf(afterCommit);
    afterCommit.clear();
    return actions;
  }

  void rollback() throws SQLException {
    forget(0);
    connection.rollback();
  }

  /** Runs one piece so that its failure leaves no trace in the transaction. */
  <T> T guarded(TransactionWork<T> piece) throws SQLException {
    int actions = afterCommit.size();
    Savepoint before = connection.setSavepoint();
    try {
      T result = piece.in(this);
      connection.releaseSavepoint(before);
      return result;
    } catch (SQLException | RuntimeException | Error failure) {
      forget(actions);
      connection.rollback(before);
      throw failure;
    }
  }

  /** A batch that was filled but not executed must not ride along with the next one. */
  private void forget(int actionsKept) throws SQLException {
    afterCommit.subList(actionsKept, afterCommit.size()).clear();
    for (PreparedStatement statement : statements.values()) {
      statement.clearBatch();
    }
  }

  void close() {
    try {
      connection.close();
    } catch (SQLException alreadyBroken) {
      // Nothing is lost: what was not committed has been reported as such.
    }
  }
}
