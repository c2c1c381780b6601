package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
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
@Timeout(300)
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
      assertThat(new DeliveryQueries(left).standings()).isEmpty();
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
      store.write(transaction -> outbox.add(transaction, List.of(delivery)));
    }
  }

  private void deliver(Outbox outbox) {
    LeaseRequest request = new LeaseRequest("crm", 3, Duration.ofMinutes(5), "node");
    while (finished.size() < CALLS && !stopped.get()) {
      List<LeasedDelivery> leases = outbox.lease(request);
      leases.forEach(this::takes);
      // As long as sending takes, so that a second lease of a person would be seen beside it.
      outbox.nextDue("crm");
      outbox.nextDue("crm");
      List<DeliveryResult> results = new ArrayList<>();
      for (LeasedDelivery lease : leases) {
        onTheirWay.remove(lease.personKey(), lease.id());
        results.add(new DeliveryResult(lease, DeliveryState.DELIVERED, null, null, null, null));
      }
      List<Boolean> kept = outbox.record(results);
      for (int i = 0; i < kept.size(); i++) {
        if (kept.get(i)) {
          finished.add(results.get(i).lease().id());
        }
      }
    }
  }

  private void takes(LeasedDelivery lease) {
    String beside = onTheirWay.putIfAbsent(lease.personKey(), lease.id());
    if (beside != null) {
      wrong.add(lease.id() + " beside " + beside);
    }
    int call = Integer.parseInt(lease.eventId().substring(1, lease.eventId().indexOf('r')));
    Integer before = lastOfPerson.put(lease.personKey(), call);
    if (before != null && before > call) {
      wrong.add(call + " after " + before);
    }
  }
}
