package io.aftercall.bulk;

import io.aftercall.concurrent.ClockShiftDetector;
import io.aftercall.concurrent.WakeUp;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.Journal;
import io.aftercall.outbox.Attempt;
import io.aftercall.outbox.DeliveryActions;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryResult;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.LeaseRequest;
import io.aftercall.outbox.LeasedDelivery;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.Outbox;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Orders on a real database, and short words for what they are about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class BulkFixture {
  static final Duration LEASE = Duration.ofMinutes(1);
  static final BulkJobs.BulkRequest WISH = new BulkJobs.BulkRequest("anna", "CRM is back", null);

  /** Nanoseconds that only go forward. */
  final AtomicLong steady = new AtomicLong();

  final TestClock clock = new TestClock();
  Store store;
  Journal journal;
  Outbox outbox;
  EventQueries events;
  DeliveryQueries deliveries;
  AuditLog actions;
  BulkWorker worker;
  BulkJobs orders;

  abstract StoreSettings settings();

  @BeforeAll
  void open() {
    store = Store.open(settings(), clock);
    journal = new Journal(store, clock);
    outbox = new Outbox(store, clock);
    events = new EventQueries(store, clock);
    deliveries = new DeliveryQueries(store);
    actions = new AuditLog(store, clock);
    BulkJobs.BulkTargets bulkTargets =
        new BulkJobs.BulkTargets(events, new DeliveryActions(store, clock));
    worker =
        new BulkWorker(
            store, bulkTargets, clock, new ClockShiftDetector(clock, steady::get), new WakeUp());
    orders = new BulkJobs(store, bulkTargets, worker, actions, clock);
  }

  @BeforeEach
  void empty() {
    Databases.clear(store);
  }

  @AfterAll
  void close() {
    store.close();
  }

  /** As many deliveries that ended so, each of a person of its own. */
  void ended(int count, DeliveryState end) {
    add(count, end.text());
    for (LeasedDelivery lease : claim(count)) {
      Attempt attempt = new Attempt(clock.instant(), 1, end.text(), "why", "", "", "v", "n");
      outbox.record(List.of(new DeliveryResult(lease, end, null, "why", null, attempt)));
    }
  }

  void add(int count, String name) {
    List<NewDelivery> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String event = name + i;
      NewDelivery.CallRef call = new NewDelivery.CallRef("famulor", event, 1);
      some.add(
          new NewDelivery(event, call, "crm", 1, "p-" + event, clock.millis(), 2, null, false));
    }
    store.write(transaction -> outbox.add(transaction, some));
  }

  static BulkSelection in(String... states) {
    return new BulkSelection(List.of(states), null, null, null, null, null, null, null);
  }

  long count(DeliveryState state) {
    return deliveries.count(DeliveryFilter.all().in(state));
  }

  BulkJob now(BulkJob order) {
    return orders.get(order.id()).orElseThrow();
  }

  List<LeasedDelivery> claim(int count) {
    return outbox.lease(new LeaseRequest("crm", count, LEASE, "n"));
  }
}
