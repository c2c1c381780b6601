package io.aftercall.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Recognises a pooler between us and PostgreSQL that gives each transaction another session. There
 * our settings of a session would be another client's, and its ours.
 */
final class PoolerCheck {
  static final String SENTENCE =
      "Between the service and PostgreSQL stands a pooler that gives each transaction another"
          + " session (as PgBouncer with pool_mode=transaction, or port 6543 of a hosted"
          + " database); let the database address lead to PostgreSQL itself, or to a pool with"
          + " pool_mode=session";

  /** PgBouncer refuses what it does not know before any session is there. */
  private static final String REFUSED_PARAMETER = "unsupported startup parameter";

  private PoolerCheck() {}

  /** A connection as its client sees it. */
  interface ProbeSession extends AutoCloseable {
    /** The number of the server's process that answers, in a transaction of its own. */
    long process() throws SQLException;

    /** The same, in a transaction that stays open until the end of the session. */
    long processInTransaction() throws SQLException;

    @Override
    void close() throws SQLException;
  }

  /** Opens sessions. */
  interface Sessions {
    ProbeSession open() throws SQLException;
  }

  /**
   * @throws UnusableDatabaseException behind such a pooler
   */
  static void refuse(DataSource source) throws SQLException {
    refuse(() -> new Open(source.getConnection()));
  }

  static void refuse(Sessions sessions) throws SQLException {
    try {
      if (isShared(sessions)) {
        throw new UnusableDatabaseException(SENTENCE);
      }
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains(REFUSED_PARAMETER)) {
        throw new UnusableDatabaseException(SENTENCE);
      }
      throw e;
    }
  }

  /**
   * Two clients of PostgreSQL itself never have the same process, and one has the same all its
   * life. A pooler lends the process of the first to the second, or, while the second holds one,
   * another to the first.
   */
  private static boolean isShared(Sessions sessions) throws SQLException {
    try (ProbeSession first = sessions.open();
        ProbeSession second = sessions.open()) {
      long own = first.process();
      return second.processInTransaction() == own || first.process() != own;
    }
  }

  private record Open(Connection connection) implements ProbeSession {
    @Override
    public long process() throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
        row.next();
        return row.getLong(1);
      }
    }

    @Override
    public long processInTransaction() throws SQLException {
      connection.setAutoCommit(false);
      return process();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
