package io.aftercall.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pooler that lends its processes to transactions, last or first used first. */
class PoolerCheckTest {

  /** Processes of the server, and who has one now. */
  private static final class Pool implements PoolerCheck.Sessions {
    private final Deque<Long> idle = new ArrayDeque<>();
    private final boolean perTransaction;
    private final boolean roundRobin;
    private long last = 100;

    Pool(boolean perTransaction, boolean roundRobin, int idleAlready) {
      this.perTransaction = perTransaction;
      this.roundRobin = roundRobin;
      for (int i = 0; i < idleAlready; i++) {
        idle.addLast(++last);
      }
    }

    private long take() {
      return idle.isEmpty() ? ++last : idle.removeFirst();
    }

    private void giveBack(long process) {
      if (roundRobin) {
        idle.addLast(process);
      } else {
        idle.addFirst(process);
      }
    }

    @Override
    public PoolerCheck.ProbeSession open() {
      long own = perTransaction ? 0 : take();
      return new PoolerCheck.ProbeSession() {
        @Override
        public long process() {
          if (!perTransaction) {
            return own;
          }
          long process = take();
          giveBack(process);
          return process;
        }

        @Override
        public long processInTransaction() {
          return perTransaction ? take() : own;
        }

        @Override
        public void close() {}
      };
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 0", "false, 1", "false, 5", "true, 0", "true, 1", "true, 5"})
  void aSessionPerTransactionIsRefused(boolean roundRobin, int idle) {
    assertThatThrownBy(() -> PoolerCheck.refuse(new Pool(true, roundRobin, idle)))
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContaining("pool_mode=transaction")
        .hasMessageContaining("pool_mode=session");
  }

  @ParameterizedTest
  @CsvSource({"false, 0", "true, 5"})
  void aSessionPerConnectionIsFine(boolean roundRobin, int idle) {
    assertThatCode(() -> PoolerCheck.refuse(new Pool(false, roundRobin, idle)))
        .doesNotThrowAnyException();
  }

  @Test
  void aPoolerThatRefusesOurParametersIsNamed() {
    PoolerCheck.Sessions refusing =
        () -> {
          throw new SQLException("FATAL: unsupported startup parameter: extra_float_digits");
        };
    assertThatThrownBy(() -> PoolerCheck.refuse(refusing))
        .isInstanceOf(UnusableDatabaseException.class);
  }

  @Test
  void aDatabaseThatIsAwayIsAway() {
    PoolerCheck.Sessions away =
        () -> {
          throw new SQLException("Connection refused", "08001");
        };
    assertThatThrownBy(() -> PoolerCheck.refuse(away)).isInstanceOf(SQLException.class);
  }
}
