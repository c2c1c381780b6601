package io.aftercall.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * One open write transaction of the grouped writer. Memory rooms take it as their first argument,
 * so that journal and outbox can commit together.
 */
public interface Transaction {
  Connection connection();

  /**
   * A statement that is prepared once and kept with the connection. Fixed texts only; the caller
   * closes its results, never the statement itself.
   */
  PreparedStatement statement(String sql) throws SQLException;

  /**
   * Runs after the group has committed, never when it has not. On the writer's own thread: wake
   * somebody, do not work.
   */
  void afterCommit(Runnable action);
}
