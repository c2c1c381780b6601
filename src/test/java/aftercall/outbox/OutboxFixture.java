package aftercall.outbox;

import aftercall.store.Databases;
import aftercall.store.Store;
import aftercall.store.StoreSettings;
import aftercall.store.TestClock;
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
@Timeout(60)
abstract class OutboxFixture {
  static final Duration LEASE = Duration.ofMinutes(1);

  final TestClock clock = new TestClock();
  StoreSettings settings;
  Store store;
  Outbox outbox;
  DeliveryList list;
  Hands hands;

  abstract StoreSettings settings();

  @BeforeAll
  void open() {
    settings = settings();
    store = Store.open(settings, clock);
    outbox = new Outbox(store, clock);
    list = new DeliveryList(store);
    hands = new Hands(store, clock);
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
    return store.write(tx -> outbox.add(tx, List.of(deliveries)));
  }

  List<Claimed> claim(int max) {
    return claim("crm", max);
  }

  List<Claimed> claim(String destination, int max) {
    return outbox.claim(new ClaimRequest(destination, max, LEASE, "node-1"));
  }

  static List<String> events(List<Claimed> claimed) {
    return claimed.stream().map(Claimed::eventId).toList();
  }

  boolean settle(Claimed loan, DeliveryState next) {
    return settle(loan, next, null);
  }

  boolean settle(Claimed loan, DeliveryState next, Instant dueAt) {
    Attempt attempt =
        new Attempt(clock.instant(), 12, next.text(), "why", "sent", "answer", "v1", "node-1");
    return outbox.record(List.of(new Settled(loan, next, dueAt, "why", "00Q1", attempt))).get(0);
  }

  DeliveryRow row(NewDelivery delivery) {
    return list.get(delivery.id()).orElseThrow();
  }
}
