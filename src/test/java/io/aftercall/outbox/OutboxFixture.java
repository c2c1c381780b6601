package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** An outbox on a real database, and short words for what happens to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
abstract class OutboxFixture {
  static final Duration LEASE = Duration.ofMinutes(1);

  final TestClock clock = new TestClock();
  StoreSettings settings;
  Store store;
  Outbox outbox;
  DeliveryQueries list;
  DeliveryActions deliveryActions;

  abstract StoreSettings settings();

  @BeforeAll
  void open() {
    settings = settings();
    store = Store.open(settings, clock);
    outbox = new Outbox(store, clock);
    list = new DeliveryQueries(store);
    deliveryActions = new DeliveryActions(store, clock);
  }

  @BeforeEach
  void empty() {
    Databases.clear(store);
  }

  @AfterAll
  void close() {
    store.close();
  }

  /** A delivery to {@code crm}; the call's number is its place in the person's line. */
  static NewDelivery crm(int call, String person) {
    return revision(call, 1, person, false);
  }

  static NewDelivery revision(int call, int revision, String person, boolean once) {
    return new NewDelivery(
        "e" + call + "r" + revision, ref(call, revision), "crm", 1, person, call, 2, null, once);
  }

  static NewDelivery urgent(int call, String person) {
    return new NewDelivery("e" + call + "r1", ref(call, 1), "crm", 1, person, call, 0, null, false);
  }

  static NewDelivery mailAfter(NewDelivery first) {
    return new NewDelivery(
        first.eventId(),
        first.call(),
        "mail",
        1,
        first.personKey(),
        first.order(),
        2,
        first.id(),
        false);
  }

  static NewDelivery.CallRef ref(int call, int revision) {
    return new NewDelivery.CallRef("famulor", "call-" + call, revision);
  }

  int add(NewDelivery... deliveries) {
    return store.write(transaction -> outbox.add(transaction, List.of(deliveries)));
  }

  List<LeasedDelivery> claim(int max) {
    return claim("crm", max);
  }

  List<LeasedDelivery> claim(String destination, int max) {
    return outbox.lease(new LeaseRequest(destination, max, LEASE, "node-1"));
  }

  static List<String> events(List<LeasedDelivery> claimed) {
    return claimed.stream().map(LeasedDelivery::eventId).toList();
  }

  boolean settle(LeasedDelivery lease, DeliveryState next) {
    return settle(lease, next, null);
  }

  boolean settle(LeasedDelivery lease, DeliveryState next, Instant dueAt) {
    Attempt attempt =
        new Attempt(clock.instant(), 12, next.text(), "why", "sent", "answer", "v1", "node-1");
    return outbox
        .record(List.of(new DeliveryResult(lease, next, dueAt, "why", "00Q1", attempt)))
        .get(0);
  }

  DeliveryRow row(NewDelivery delivery) {
    return list.get(delivery.id()).orElseThrow();
  }
}
