package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers that claim, dawdle, die, wake up after their lease and record late, in thousands of
 * orders that seeds decide: at the destination no older call of a person ever comes after a newer
 * one, nothing is lost, and nothing is settled twice.
 */
@Timeout(300)
class RandomScheduleTest {
  private static final int SEEDS = 2_000;
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final int PERSONS = 2;
  private static final int CALLS = 5;
  private static final int MOST_TURNS = 4_000;

  @TempDir static Path folder;

  @Test
  void orderHoldsWhateverTheSchedule() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try (Store one = Databases.open(Databases.sqlite(folder.resolve("one")));
        Store two = Databases.open(Databases.sqlite(folder.resolve("two")))) {
      List<Callable<String>> runs = new ArrayList<>();
      for (int seed = 0; seed < SEEDS; seed++) {
        World world = new World(seed % 2 == 0 ? one : two, seed);
        runs.add(world::run);
      }
      Set<String> wrong = new HashSet<>();
      for (Future<String> run : threads.invokeAll(runs)) {
        wrong.add(run.get());
      }
      assertThat(wrong).containsExactly("");
    } finally {
      threads.shutdownNow();
    }
  }

  /** One destination with its own time. */
  private static final class World {
    private final Store store;
    private final int seed;
    private final Random random;
    private final TestClock clock = new TestClock();
    private final Outbox outbox;
    private final List<Round> rounds = new ArrayList<>();
    private final Map<String, Integer> newest = new HashMap<>();
    private final Set<String> arrived = new HashSet<>();
    private final Set<Instant> wakes = new HashSet<>();
    private final Set<String> settled = new HashSet<>();
    private int added;
    private boolean news;
    private String wrong = "";

    /** What one worker has in hand. */
    private static final class Round {
      final List<LeasedDelivery> leases;
      final Instant end;
      boolean sent;

      Round(List<LeasedDelivery> leases, Instant end) {
        this.leases = leases;
        this.end = end;
      }
    }

    World(Store store, int seed) {
      this.store = store;
      this.seed = seed;
      random = new Random(seed);
      outbox = new Outbox(store, clock);
    }

    String run() {
      for (int turn = 0; settled.size() < CALLS; turn++) {
        if (turn == MOST_TURNS) {
          return tell("not all went: " + settled.size() + " of " + CALLS);
        }
        step();
      }
      return arrived.size() == CALLS ? wrong : tell("settled, but never sent");
    }

    private void step() {
      switch (random.nextInt(10)) {
        case 0, 1 -> add();
        case 2, 3, 4 -> claim();
        case 5, 6 -> send();
        case 7, 8 -> record();
        default -> pass();
      }
    }

    private void add() {
      if (added < CALLS) {
        int call = added++;
        String id = seed + "-" + call;
        NewDelivery.CallRef ref = new NewDelivery.CallRef("famulor", id, 1);
        String person = "p" + random.nextInt(PERSONS);
        NewDelivery one =
            new NewDelivery(
                "e" + id, ref, destination(), 1, person, call, random.nextInt(3), null, false);
        store.write(transaction -> outbox.add(transaction, List.of(one)));
        news = true;
      }
    }

    private void claim() {
      if (!news) {
        return;
      }
      int most = 1 + random.nextInt(4);
      List<LeasedDelivery> leases = outbox.lease(new LeaseRequest(destination(), most, LEASE, "n"));
      news = leases.size() == most;
      if (!leases.isEmpty()) {
        wakes.add(clock.instant().plus(LEASE));
        rounds.add(new Round(leases, clock.instant().plus(LEASE)));
      }
    }

    /** As a worker does: nothing leaves after the lease ended. */
    private void send() {
      Round round = any();
      if (round == null || !clock.instant().isBefore(round.end)) {
        return;
      }
      round.sent = true;
      for (LeasedDelivery lease : round.leases) {
        int call = Integer.parseInt(lease.eventId().substring(lease.eventId().indexOf('-') + 1));
        int before = newest.merge(lease.personKey(), call, Math::max);
        if (before > call) {
          tell(call + " came after " + before);
        }
        arrived.add(lease.id());
      }
    }

    /** Or the worker is never heard of again. */
    private void record() {
      Round round = any();
      if (round == null) {
        return;
      }
      rounds.remove(round);
      if (random.nextInt(4) == 0) {
        return;
      }
      List<DeliveryResult> ends = new ArrayList<>();
      for (LeasedDelivery lease : round.leases) {
        boolean delivered = round.sent && random.nextInt(4) > 0;
        Instant due = delivered ? null : clock.instant().plusSeconds(random.nextInt(2) * 30);
        wakes.add(clock.instant().plusSeconds(30));
        DeliveryState next = delivered ? DeliveryState.DELIVERED : DeliveryState.PENDING;
        ends.add(new DeliveryResult(lease, next, due, null, null, null));
      }
      List<Boolean> kept = outbox.record(ends);
      news = true;
      for (int i = 0; i < kept.size(); i++) {
        DeliveryResult end = ends.get(i);
        if (kept.get(i)
            && end.next() == DeliveryState.DELIVERED
            && !settled.add(end.lease().id())) {
          tell(end.lease().id() + " was settled twice");
        }
      }
    }

    private void pass() {
      clock.pass(Duration.ofSeconds(random.nextInt(3) == 0 ? 70 : random.nextInt(20)));
      news |= wakes.removeIf(wake -> !wake.isAfter(clock.instant()));
    }

    private Round any() {
      return rounds.isEmpty() ? null : rounds.get(random.nextInt(rounds.size()));
    }

    private String destination() {
      return "crm-" + seed;
    }

    private String tell(String what) {
      wrong = "seed " + seed + ": " + what;
      return wrong;
    }
  }
}
