package aftercall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresWriterTest extends WriterContract {
  @Override
  Store open() {
    return Databases.open(Databases.postgres());
  }

  @Test
  void aLostConnectionIsToldAndTheNextGroupGetsANewOne() {
    assertThatThrownBy(
            () ->
                store.write(
                    tx -> {
                      try (Statement statement = tx.connection().createStatement()) {
                        return statement.execute("select pg_terminate_backend(pg_backend_pid())");
                      }
                    }))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(store.trouble()).isPresent();
    assertThat(store.canCommit()).isTrue();
    assertThat(store.trouble()).isEmpty();
  }

  @Test
  void errorsDoNotQuoteRows() {
    assertThatThrownBy(
            () ->
                store.write(
                    tx -> {
                      try (Statement statement = tx.connection().createStatement()) {
                        return statement.executeUpdate(
                            "insert into destination (name, paused_since, pause_reason)"
                                + " values ('+4930123', 0, ''), ('+4930123', 0, '')");
                      }
                    }))
        .isInstanceOf(StatementFailed.class)
        .hasStackTraceContaining("23505")
        .satisfies(
            failure -> assertThat(failure.getCause().getMessage()).doesNotContain("+4930123"));
  }
}
