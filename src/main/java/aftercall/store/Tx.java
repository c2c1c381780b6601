package aftercall.store;

import java.sql.Connection;

/**
 * One open write transaction of the grouped writer. Memory rooms take it as their first argument,
 * so that journal and outbox can commit together.
 */
public interface Tx {
  Connection connection();

  /** Runs after the group has committed, never when it has not. */
  void afterCommit(Runnable action);
}
