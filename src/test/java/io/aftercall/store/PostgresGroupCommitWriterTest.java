package io.aftercall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PostgresGroupCommitWriterTest extends GroupCommitWriterContract {
  private final StoreSettings settings = Databases.postgres();

  @Override
  Store open() {
    return Databases.open(settings);
  }

  @Test
  void aLostConnectionIsToldAndTheNextGroupGetsANewOne() {
    assertThatThrownBy(
            () ->
                store.write(
                    transaction -> {
                      try (Statement statement = transaction.connection().createStatement()) {
                        return statement.execute("select pg_terminate_backend(pg_backend_pid())");
                      }
                    }))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(store.trouble()).isPresent();
    assertThat(store.canCommit()).isTrue();
    assertThat(store.trouble()).isEmpty();
  }

  /** A node that lost its power, or is held by its system, looks to the server as this one does. */
  @Test
  void whoStandsStillWithinATransactionKeepsOthersOutForAWhileOnly() throws Exception {
    store.write(transaction -> insert(transaction, "crm"));
    PostgresEngine engine = new PostgresEngine(settings, Duration.ofSeconds(1));
    try (Connection silent = engine.writer();
        Statement statement = silent.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(hashtextextended('turn', 0))");
      statement.executeUpdate("update destination set pause_reason = 'silent'");

      int changed =
          store.write(
              transaction -> {
                PreparedStatement turn = transaction.statement(store.dialect().lockAlone());
                turn.setString(1, "turn");
                turn.executeQuery().close();
                return transaction
                    .statement("update destination set paused_since = 1")
                    .executeUpdate();
              });

      assertThat(changed).isEqualTo(1);
      assertThatThrownBy(() -> statement.executeUpdate("update destination set paused_since = 2"))
          .satisfies(ended -> assertThat(SqlFailureKind.of(ended)).isEqualTo(SqlFailureKind.AWAY));
    }
    assertThat(
            store.<String>write(
                transaction -> set(transaction, "idle_in_transaction_session_timeout")))
        .isEqualTo("15s");
    assertThat(store.<String>write(transaction -> set(transaction, "tcp_keepalives_idle")))
        .isEqualTo("10");
  }

  private static String set(Transaction transaction, String name) throws SQLException {
    try (ResultSet row = transaction.statement("show " + name).executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void whoWaitsForALockInVainFailsAlone() throws Exception {
    store.write(transaction -> insert(transaction, "locked"));
    try (Connection other = new PostgresEngine(settings).writer();
        Statement statement = other.createStatement()) {
      statement.executeUpdate("update destination set pause_reason = 'other'");
      CountDownLatch gate = new CountDownLatch(1);
      CompletableFuture<Boolean> plug = store.writeLater(transaction -> opened(gate));
      CompletableFuture<Integer> stuck =
          store.writeLater(
              transaction ->
                  transaction.statement("update destination set paused_since = 1").executeUpdate());
      List<CompletableFuture<Integer>> others = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String name = "other-" + i;
        others.add(store.writeLater(transaction -> insert(transaction, name)));
      }
      gate.countDown();

      assertThatThrownBy(stuck::join).hasCauseInstanceOf(StoreUnavailableException.class);
      assertThat(plug.get()).isTrue();
      for (CompletableFuture<Integer> one : others) {
        assertThat(one.get()).isEqualTo(1);
      }
      assertThat(store.trouble()).isEmpty();
      other.rollback();
    }
  }

  @Test
  void errorsDoNotQuoteRows() {
    assertThatThrownBy(
            () ->
                store.write(
                    transaction -> {
                      try (Statement statement = transaction.connection().createStatement()) {
                        return statement.executeUpdate(
                            "insert into destination (name, paused_since, pause_reason)"
                                + " values ('+4930123', 0, ''), ('+4930123', 0, '')");
                      }
                    }))
        .isInstanceOf(StatementFailedException.class)
        .hasStackTraceContaining("23505")
        .satisfies(
            failure -> assertThat(failure.getCause().getMessage()).doesNotContain("+4930123"));
  }
}
