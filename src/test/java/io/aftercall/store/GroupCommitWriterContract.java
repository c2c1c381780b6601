package io.aftercall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What everybody who writes may rely on, on either engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class GroupCommitWriterContract {
  private static final String INSERT =
      "insert into destination (name, paused_since, pause_reason) values (?, 0, 'test')";

  Store store;

  abstract Store open();

  @BeforeAll
  void start() {
    store = open();
  }

  @BeforeEach
  void empty() {
    // A test before may have left a full queue; it drains.
    await()
        .ignoreException(StoreUnavailableException.class)
        .untilAsserted(() -> Databases.clear(store));
  }

  @AfterAll
  void close() {
    store.close();
  }

  static int insert(Transaction transaction, String name) throws SQLException {
    PreparedStatement statement = transaction.statement(INSERT);
    statement.setString(1, name);
    return statement.executeUpdate();
  }

  static boolean opened(CountDownLatch gate) {
    try {
      return gate.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> names() {
    return store.read(
        db -> db.sql("select name from destination order by name").query(String.class).list());
  }

  @Test
  void aWriteThatReturnedIsThereForEveryReader() {
    int count = store.write(transaction -> insert(transaction, "a"));
    assertThat(count).isEqualTo(1);
    assertThat(names()).containsExactly("a");
  }

  @Test
  void onlyTheGuiltyOneFailsAndItsTracesAreGone() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    List<String> told = new ArrayList<>();
    CompletableFuture<Boolean> plug = store.writeLater(transaction -> opened(gate));
    CompletableFuture<Integer> before =
        store.writeLater(transaction -> insert(transaction, "before"));
    CompletableFuture<Integer> guilty =
        store.writeLater(
            transaction -> {
              insert(transaction, "guilty");
              transaction.afterCommit(() -> told.add("guilty"));
              throw new IllegalArgumentException("no");
            });
    CompletableFuture<Integer> broken =
        store.writeLater(
            transaction -> {
              insert(transaction, "broken");
              return insert(transaction, "broken");
            });
    CompletableFuture<Integer> after =
        store.writeLater(
            transaction -> {
              transaction.afterCommit(() -> told.add("after"));
              return insert(transaction, "after");
            });
    gate.countDown();

    assertThat(before.get()).isEqualTo(1);
    assertThat(after.get()).isEqualTo(1);
    assertThat(plug.get()).isTrue();
    assertThatThrownBy(guilty::join).hasCauseInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(broken::join).hasCauseInstanceOf(StatementFailedException.class);
    assertThat(names()).containsExactly("after", "before");
    store.write(transaction -> 0);
    assertThat(told).containsExactly("after");
  }

  @Test
  void aGroupAndTheQueueEndAtALimitOfBytes() throws Exception {
    List<Integer> groups = new ArrayList<>();
    WriteQueue<Long, Integer> bodies =
        store.lane(
            (transaction, sizes) -> {
              groups.add(sizes.size());
              return sizes.stream().map(size -> 1).toList();
            },
            size -> size);
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Boolean> plug = store.writeLater(transaction -> opened(gate));
    List<CompletableFuture<Integer>> taken = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      taken.add(bodies.putLater(9L << 20));
    }
    assertThatThrownBy(() -> bodies.putLater(StoreSettings.maxWaitingBytes()))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("Too much work");
    gate.countDown();
    for (CompletableFuture<Integer> one : taken) {
      assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(plug.join()).isTrue();
    // Two of 9 MB are more than a group may hold, so the third is committed by the next one.
    assertThat(groups).hasSizeGreaterThanOrEqualTo(2).allMatch(size -> size <= 2);

    store.write(transaction -> 0);
    assertThat(bodies.put(2 * StoreSettings.maxWaitingBytes())).isEqualTo(1);
  }

  @Test
  void aLaneTakesAllThatWaitAsOneListAndBlamesOneItem() throws Exception {
    AtomicInteger longest = new AtomicInteger();
    WriteQueue<String, Integer> writeQueue =
        store.lane(
            (transaction, names) -> {
              longest.accumulateAndGet(names.size(), Math::max);
              List<Integer> counts = new ArrayList<>();
              for (String name : names) {
                if (name.equals("bad")) {
                  throw new IllegalStateException("bad");
                }
                counts.add(insert(transaction, name));
              }
              return counts;
            },
            name -> 0);
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch plugged = new CountDownLatch(1);
    CompletableFuture<Boolean> plug =
        store.writeLater(
            transaction -> {
              plugged.countDown();
              return opened(gate);
            });
    assertThat(plugged.await(10, TimeUnit.SECONDS)).isTrue();
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> puts = new ArrayList<>();
      for (String name : List.of("a", "b", "c", "bad", "d", "e", "f", "g")) {
        puts.add(callers.submit(() -> writeQueue.put(name)));
      }
      for (int i = 0; i < 5000 && store.waiting() < 8; i++) {
        Thread.sleep(1);
      }
      gate.countDown();
      for (int i = 0; i < puts.size(); i++) {
        Future<Integer> put = puts.get(i);
        if (i == 3) {
          assertThatThrownBy(put::get).hasCauseInstanceOf(IllegalStateException.class);
        } else {
          assertThat(put.get()).isEqualTo(1);
        }
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(plug.get()).isTrue();
    assertThat(longest).hasValueGreaterThanOrEqualTo(4);
    assertThat(names()).containsExactly("a", "b", "c", "d", "e", "f", "g");
  }

  @Test
  void sixtyFourCallersLoseNothing() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(64);
    List<Future<?>> done = new ArrayList<>();
    for (int caller = 0; caller < 64; caller++) {
      int number = caller;
      done.add(
          callers.submit(
              () -> {
                for (int i = 0; i < 50; i++) {
                  String name = number + "-" + i;
                  store.write(transaction -> insert(transaction, name));
                }
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
    callers.shutdown();
    assertThat(names()).hasSize(3_200);
  }

  @Test
  void anInterruptedCallerStillLearnsTheResult() {
    Thread.currentThread().interrupt();
    int count = store.write(transaction -> insert(transaction, "a"));
    assertThat(count).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aWriteInsideAWriteIsRefusedInsteadOfWaitingForever() {
    assertThatThrownBy(() -> store.write(transaction -> store.write(inner -> 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSwallowedErrorDoesNotPassForACommit() {
    CompletableFuture<Integer> swallowed =
        store.writeLater(
            transaction -> {
              insert(transaction, "twice");
              try {
                return insert(transaction, "twice");
              } catch (SQLException ignored) {
                return -1;
              }
            });
    try {
      swallowed.join();
      assertThat(names()).containsExactly("twice");
    } catch (CompletionException told) {
      assertThat(names()).isEmpty();
    }
  }

  @Test
  void canCommitMakesARowDurable() {
    assertThat(store.canCommit()).isTrue();
    assertThat(store.trouble()).isEmpty();
  }
}
