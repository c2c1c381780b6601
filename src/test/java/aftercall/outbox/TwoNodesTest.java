package aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.store.Databases;
import aftercall.store.Store;
import aftercall.store.StoreSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes on one PostgreSQL: nobody goes twice, nobody overtakes, nobody is forgotten. */
@Timeout(60)
class TwoNodesTest {
  private static final int CALLS = 1_200;

  private final Map<String, String> onTheirWay = new ConcurrentHashMap<>();
  private final Queue<String> finished = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> lastOfPerson = new ConcurrentHashMap<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  @Test
  void shareTheWorkWhileItComesIn() throws Exception {
    StoreSettings settings = Databases.postgres();
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try (Store left = Databases.open(settings);
        Store right = Databases.open(settings)) {
      List<Future<?>> work = new ArrayList<>();
      work.add(threads.submit(() -> addAll(left)));
      for (Store node : List.of(left, right, left, right)) {
        work.add(threads.submit(() -> deliver(new Outbox(node, InstantSource.system()))));
      }
      for (Future<?> each : work) {
        each.get();
      }
      assertThat(new DeliveryList(left).standings()).isEmpty();
    } finally {
      stopped.set(true);
      threads.shutdownNow();
    }
    assertThat(wrong).isEmpty();
    assertThat(finished).hasSize(CALLS).doesNotHaveDuplicates();
  }

  private void addAll(Store store) {
    Outbox outbox = new Outbox(store, InstantSource.system());
    for (int call = 0; call < CALLS; call++) {
      NewDelivery delivery = OutboxFixture.crm(call, "person-" + call % 7);
      store.write(tx -> outbox.add(tx, List.of(delivery)));
    }
  }

  private void deliver(Outbox outbox) {
    ClaimRequest request = new ClaimRequest("crm", 3, Duration.ofMinutes(5), "node");
    while (finished.size() < CALLS && !stopped.get()) {
      List<Claimed> loans = outbox.claim(request);
      loans.forEach(this::takes);
      // As long as sending takes, so that a second loan of a person would be seen beside it.
      outbox.nextDue("crm");
      outbox.nextDue("crm");
      List<Settled> results = new ArrayList<>();
      for (Claimed loan : loans) {
        onTheirWay.remove(loan.personKey(), loan.id());
        results.add(new Settled(loan, DeliveryState.DELIVERED, null, null, null, null));
      }
      List<Boolean> kept = outbox.record(results);
      for (int i = 0; i < kept.size(); i++) {
        if (kept.get(i)) {
          finished.add(results.get(i).loan().id());
        }
      }
    }
  }

  private void takes(Claimed loan) {
    String beside = onTheirWay.putIfAbsent(loan.personKey(), loan.id());
    if (beside != null) {
      wrong.add(loan.id() + " beside " + beside);
    }
    int call = Integer.parseInt(loan.eventId().substring(1, loan.eventId().indexOf('r')));
    Integer before = lastOfPerson.put(loan.personKey(), call);
    if (before != null && before > call) {
      wrong.add(call + " after " + before);
    }
  }
}
