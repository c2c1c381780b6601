package aftercall.orders;

import aftercall.delivery.ClockWatch;
import aftercall.delivery.Signal;
import aftercall.journal.EventList;
import aftercall.journal.Journal;
import aftercall.outbox.Attempt;
import aftercall.outbox.ClaimRequest;
import aftercall.outbox.Claimed;
import aftercall.outbox.DeliveryFilter;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryState;
import aftercall.outbox.Hands;
import aftercall.outbox.NewDelivery;
import aftercall.outbox.Outbox;
import aftercall.outbox.Settled;
import aftercall.store.Databases;
import aftercall.store.Store;
import aftercall.store.StoreSettings;
import aftercall.store.TestClock;
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
abstract class OrdersFixture {
  static final Duration LEASE = Duration.ofMinutes(1);
  static final BulkOrders.Wish WISH = new BulkOrders.Wish("anna", "CRM is back", null);

  /** Nanoseconds that only go forward. */
  final AtomicLong steady = new AtomicLong();

  final TestClock clock = new TestClock();
  Store store;
  Journal journal;
  Outbox outbox;
  EventList events;
  DeliveryList deliveries;
  OperatorActions actions;
  BulkWorker worker;
  BulkOrders orders;

  abstract StoreSettings settings();

  @BeforeAll
  void open() {
    store = Store.open(settings(), clock);
    journal = new Journal(store, clock);
    outbox = new Outbox(store, clock);
    events = new EventList(store, clock);
    deliveries = new DeliveryList(store);
    actions = new OperatorActions(store, clock);
    BulkOrders.Reach reach = new BulkOrders.Reach(events, new Hands(store, clock));
    worker = new BulkWorker(store, reach, clock, new ClockWatch(clock, steady::get), new Signal());
    orders = new BulkOrders(store, reach, worker, actions, clock);
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
    for (Claimed loan : claim(count)) {
      Attempt attempt = new Attempt(clock.instant(), 1, end.text(), "why", "", "", "v", "n");
      outbox.record(List.of(new Settled(loan, end, null, "why", null, attempt)));
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
    store.write(tx -> outbox.add(tx, some));
  }

  static Scope in(String... states) {
    return new Scope(List.of(states), null, null, null, null, null, null, null);
  }

  long count(DeliveryState state) {
    return deliveries.count(DeliveryFilter.all().in(state));
  }

  BulkOrder now(BulkOrder order) {
    return orders.get(order.id()).orElseThrow();
  }

  List<Claimed> claim(int count) {
    return outbox.claim(new ClaimRequest("crm", count, LEASE, "n"));
  }
}
