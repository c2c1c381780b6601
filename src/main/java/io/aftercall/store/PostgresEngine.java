package io.aftercall.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.ds.PGSimpleDataSource;

/** The shared database: several nodes, one server. */
final class PostgresEngine implements Engine {
  /**
   * A node that stands still within a transaction, or is gone without a word, keeps others from
   * what it has locked no longer than this.
   */
  private static final Duration ABANDONED = Duration.ofSeconds(15);

  /** Longer than the server takes to notice that two wait for each other. */
  private static final String BRIEFLY = "set local lock_timeout = '2s'";

  /** Has the server notice within half a minute that a node is gone. */
  private static final String NOTICE_THE_GONE =
      "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5;"
          + " set tcp_keepalives_count = 3; set tcp_user_timeout = '25s'";

  /** Compared as PostgreSQL counts: 32 bits. */
  private static final String OLDER_READERS =
      "select count(*) from pg_stat_activity where datname = current_database()"
          + " and pid <> pg_backend_pid() and backend_xmin is not null"
          + " and backend_xmin::text::bigint < (%d & 4294967295)";

  private final PGSimpleDataSource source;
  private final int readerCount;
  private final Duration abandoned;
  private HikariDataSource readers;

  /** Whether it is known that no pooler changes the sessions under our connections. */
  private volatile boolean ownSessions;

  PostgresEngine(StoreSettings settings) {
    this(settings, ABANDONED);
  }

  PostgresEngine(StoreSettings settings, Duration abandoned) {
    this.abandoned = abandoned;
    source = source(settings);
    readerCount = settings.readers();
  }

  /** Connections as the settings say; none is open yet. */
  static PGSimpleDataSource source(StoreSettings settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    // Defaults first, so that the URL may say otherwise.
    source.setConnectTimeout(5);
    source.setSocketTimeout(60);
    source.setTcpKeepAlive(true);
    source.setApplicationName("aftercall");
    source.setURL(settings.url());
    // Error details quote rows, and rows hold phone numbers.
    source.setLogServerErrorDetail(false);
    // Rewritten batches do not tell which row was stored.
    source.setReWriteBatchedInserts(false);
    if (settings.user() != null) {
      source.setUser(settings.user());
    }
    if (settings.password() != null) {
      source.setPassword(settings.password());
    }
    return source;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }

  @Override
  public DataSource source() {
    return source;
  }

  @Override
  public Connection writer() throws SQLException {
    if (!ownSessions) {
      PoolerCheck.refuse(source);
      ownSessions = true;
    }
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      refuseForgetful(statement);
      statement.execute(NOTICE_THE_GONE);
      statement.execute("set idle_in_transaction_session_timeout = " + abandoned.toMillis());
      statement.execute("set lock_timeout = '10s'");
      // A plan made while the tables were small is kept when they have grown: let it use indexes.
      statement.execute("set enable_seqscan = off");
      statement.execute("set jit = off");
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void setShortLockTimeout(Connection writer) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute(BRIEFLY);
    }
  }

  @Override
  public boolean isTransactionFailed(Connection writer) throws SQLException {
    return writer.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED;
  }

  private static void refuseForgetful(Statement statement) throws SQLException {
    try (ResultSet off =
        statement.executeQuery(
            "select name from pg_settings where setting = 'off'"
                + " and name in ('fsync', 'synchronous_commit', 'full_page_writes')"
                + " order by name")) {
      if (off.next()) {
        String name = off.getString(1);
        throw new NotDurableException(
            "PostgreSQL runs with " + name + "=off",
            "Set " + name + "=on in postgresql.conf (or for this role or database) and reload it.");
      }
    }
  }

  /**
   * Rows that nobody can see any more leave their tables. Somebody whose transaction began before
   * still could.
   */
  @Override
  public boolean vacuum() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      long now = number(statement, "select txid_snapshot_xmax(txid_current_snapshot())");
      if (number(statement, OLDER_READERS.formatted(now)) > 0) {
        return false;
      }
      statement.execute(
          "vacuum event, event_body, call_card, call_search, delivery, attempt, change, written");
      return true;
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public synchronized DataSource readers() {
    if (readers == null) {
      HikariConfig config = new HikariConfig();
      config.setPoolName("aftercall-readers");
      config.setDataSource(source);
      config.setReadOnly(true);
      config.setConnectionInitSql(NOTICE_THE_GONE);
      config.setMaximumPoolSize(readerCount);
      config.setMinimumIdle(1);
      config.setConnectionTimeout(5_000);
      readers = new HikariDataSource(config);
    }
    return readers;
  }

  @Override
  public synchronized void close() {
    if (readers != null) {
      readers.close();
    }
  }
}
