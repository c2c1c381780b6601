package aftercall.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import aftercall.delivery.Leftovers;
import aftercall.journal.Arrival;
import aftercall.journal.Closed;
import aftercall.journal.EventFilter;
import aftercall.journal.EventList;
import aftercall.journal.EventRemoval;
import aftercall.journal.EventState;
import aftercall.journal.Journal;
import aftercall.journal.OpenEvent;
import aftercall.journal.Receipt;
import aftercall.outbox.Attempt;
import aftercall.outbox.ClaimRequest;
import aftercall.outbox.Claimed;
import aftercall.outbox.DeliveryFilter;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryRemoval;
import aftercall.outbox.DeliveryState;
import aftercall.outbox.Hands;
import aftercall.outbox.NewDelivery;
import aftercall.outbox.Outbox;
import aftercall.outbox.Settled;
import aftercall.outbox.Written;
import aftercall.store.Databases;
import aftercall.store.Seals;
import aftercall.store.Span;
import aftercall.store.Store;
import aftercall.store.StoreSettings;
import aftercall.store.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Both memories on a real database, and calls that go all the way by a word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class PrivacyFixture implements Leftovers {
  static final String MAX = "+4915112345678";
  static final String EVA = "+4915187654321";
  static final String KEYS = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);

  final TestClock clock = new TestClock();
  final Collection<String> forgotten = new ArrayList<>();

  /** Events whose files were taken out, one of each. */
  final List<String> files = new ArrayList<>();

  StoreSettings settings;
  Store store;
  Journal journal;
  Outbox outbox;
  EventList events;
  DeliveryList deliveries;
  Hands hands;
  Holdings holdings;
  Erasure erasure;

  abstract StoreSettings settings();

  @BeforeAll
  void open() {
    settings = settings();
    store = Store.open(settings, Seals.of(KEYS), clock);
    journal = new Journal(store, clock);
    outbox = new Outbox(store, clock);
    events = new EventList(store, clock);
    deliveries = new DeliveryList(store);
    hands = new Hands(store, clock);
    holdings = new Holdings(new EventRemoval(store), deliveries, new DeliveryRemoval(store, clock));
    Erasure.Surroundings surroundings =
        new Erasure.Surroundings(() -> List.of("famulor"), forgotten::addAll, List.of(this));
    erasure = new Erasure(store, journal.erased(), holdings, surroundings, clock);
  }

  @BeforeEach
  void empty() {
    Databases.clear(store);
    forgotten.clear();
    files.clear();
  }

  @AfterAll
  void close() {
    store.close();
  }

  @Override
  public int forget(Collection<String> eventIds) {
    files.addAll(eventIds);
    return eventIds.size();
  }

  @Override
  public Set<String> events() {
    throw new AssertionError("an erasure knows whose files go");
  }

  Receipt append(String callId, String body) {
    return journal.append(
        new Arrival(
            "famulor", "call", callId, "h:" + body.hashCode(), "{}", body.getBytes(UTF_8), null));
  }

  /** Something nobody understood. */
  Receipt riddle(String body) {
    return journal.append(
        new Arrival(
            "famulor", null, null, "h:" + body.hashCode(), null, body.getBytes(UTF_8), "not JSON"));
  }

  /** Appended and decided, with a delivery to the CRM unless it is only ignored. */
  String decided(String callId, String person, EventState state) {
    String id = append(callId, "secret words of " + person + " in " + callId).eventId();
    for (OpenEvent open : journal.claim("famulor", 100, Duration.ofMinutes(1), "n")) {
      store.write(
          tx -> {
            journal.close(tx, List.of(new Closed(open.id(), open.fence(), state, "why", person)));
            return state == EventState.ROUTED ? outbox.add(tx, List.of(crm(open, person))) : 0;
          });
    }
    clock.pass(Duration.ofMillis(5));
    return id;
  }

  private NewDelivery crm(OpenEvent open, String person) {
    NewDelivery.CallRef call = new NewDelivery.CallRef("famulor", open.callId(), open.revision());
    return new NewDelivery(open.id(), call, "crm", 1, person, clock.millis(), 2, null, false);
  }

  /** A call whose record ends so. */
  String done(String callId, String person, DeliveryState end) {
    String id = decided(callId, person, EventState.ROUTED);
    settle(end);
    return id;
  }

  /** Ends all that can be claimed now. */
  void settle(DeliveryState end) {
    for (Claimed loan : claim()) {
      Attempt attempt =
          new Attempt(clock.instant(), 5, end.text(), "why", "{}", "created 00Q1", "v1", "n");
      Settled settled =
          new Settled(loan, end, null, "why", "00Q1", attempt)
              .remembering(
                  end == DeliveryState.DELIVERED
                      ? new Written("print of " + loan.personKey().hashCode(), "{}")
                      : null);
      outbox.record(List.of(settled));
    }
  }

  /** A thousand at most, as a person would. */
  int discard(DeliveryFilter filter, String why) {
    Span all = new Span("", clock.instant(), 1_000);
    Hands.Order order = new Hands.Order("anna", why);
    return store.write(tx -> hands.act(tx, Hands.Act.DISCARD, filter, all, order)).changed();
  }

  int reopen(EventFilter filter) {
    Span all = new Span("", clock.instant(), 1_000);
    return store.write(tx -> events.reopen(tx, filter, all, "anna", "again")).changed();
  }

  List<Claimed> claim() {
    return outbox.claim(new ClaimRequest("crm", 100, Duration.ofMinutes(1), "n"));
  }

  long rows(String table) {
    return store.read(db -> db.sql("select count(*) from " + table).query(Long.class).single());
  }

  /** Every value of every table as text, so that nothing can hide in a column nobody thought of. */
  String everything() {
    StringBuilder all = new StringBuilder();
    for (String table :
        List.of(
            "event",
            "event_body",
            "delivery",
            "attempt",
            "change",
            "written",
            "erased",
            "erasure",
            "destination",
            "duty",
            "operator_action",
            "bulk_order")) {
      store.read(
          db ->
              db.sql("select * from " + table)
                  .query(
                      (row, n) -> {
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                          Object value = row.getObject(i);
                          all.append(value instanceof byte[] b ? new String(b, UTF_8) : value)
                              .append(' ');
                        }
                        return n;
                      })
                  .list());
    }
    return all.toString();
  }
}
