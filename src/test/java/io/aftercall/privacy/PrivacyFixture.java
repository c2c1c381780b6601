package io.aftercall.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercall.destination.LocalCallFiles;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.ErasureLog;
import io.aftercall.journal.EventDeletion;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventResult;
import io.aftercall.journal.EventState;
import io.aftercall.journal.Journal;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.journal.NewWebhook;
import io.aftercall.outbox.Attempt;
import io.aftercall.outbox.DeliveryActions;
import io.aftercall.outbox.DeliveryDeletion;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryResult;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.LeaseRequest;
import io.aftercall.outbox.LeasedDelivery;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.Outbox;
import io.aftercall.outbox.RecordWriteState;
import io.aftercall.store.BodyEncryption;
import io.aftercall.store.Databases;
import io.aftercall.store.PageRequest;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

/** Both memories on a real database, and calls that go all the way by a word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class PrivacyFixture implements LocalCallFiles {
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
  EventQueries events;
  DeliveryQueries deliveries;
  DeliveryActions deliveryActions;
  SubjectData holdings;
  Erasure erasure;
  ErasureLog log;
  @TempDir static Path logFolder;

  abstract StoreSettings settings();

  @BeforeAll
  void open() {
    settings = settings();
    store = Store.open(settings, BodyEncryption.of(KEYS), clock);
    journal = new Journal(store, clock);
    outbox = new Outbox(store, clock);
    events = new EventQueries(store, clock);
    deliveries = new DeliveryQueries(store);
    deliveryActions = new DeliveryActions(store, clock);
    holdings =
        new SubjectData(new EventDeletion(store), deliveries, new DeliveryDeletion(store, clock));
    log = new ErasureLog(logFolder);
    Erasure.Surroundings surroundings =
        new Erasure.Surroundings(() -> List.of("famulor"), forgotten::addAll, List.of(this), log);
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

  AppendReceipt append(String callId, String body) {
    return journal.append(
        new NewWebhook(
            "famulor", "call", callId, "h:" + body.hashCode(), "{}", body.getBytes(UTF_8), null));
  }

  /** Something nobody understood. */
  AppendReceipt riddle(String body) {
    return journal.append(
        new NewWebhook(
            "famulor", null, null, "h:" + body.hashCode(), null, body.getBytes(UTF_8), "not JSON"));
  }

  /** Appended and decided, with a delivery to the CRM unless it is only ignored. */
  String decided(String callId, String person, EventState state) {
    String id = append(callId, "secret words of " + person + " in " + callId).eventId();
    for (LeasedEvent open : journal.lease("famulor", 100, Duration.ofMinutes(1), "n")) {
      store.write(
          transaction -> {
            journal.close(
                transaction,
                List.of(new EventResult(open.id(), open.leaseToken(), state, "why", person)));
            return state == EventState.ROUTED
                ? outbox.add(transaction, List.of(crm(open, person)))
                : 0;
          });
    }
    clock.pass(Duration.ofMillis(5));
    return id;
  }

  private NewDelivery crm(LeasedEvent open, String person) {
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
    for (LeasedDelivery lease : claim()) {
      Attempt attempt =
          new Attempt(clock.instant(), 5, end.text(), "why", "{}", "created 00Q1", "v1", "n");
      DeliveryResult deliveryResult =
          new DeliveryResult(lease, end, null, "why", "00Q1", attempt)
              .remembering(
                  end == DeliveryState.DELIVERED
                      ? new RecordWriteState("print of " + lease.personKey().hashCode(), "{}")
                      : null);
      outbox.record(List.of(deliveryResult));
    }
  }

  /** A thousand at most, as a person would. */
  int discard(DeliveryFilter filter, String why) {
    PageRequest all = new PageRequest("", clock.instant(), 1_000);
    DeliveryActions.ActionRequest actionRequest = new DeliveryActions.ActionRequest("anna", why);
    return store
        .write(
            transaction ->
                deliveryActions.act(
                    transaction, DeliveryActions.Action.DISCARD, filter, all, actionRequest))
        .changed();
  }

  int reopen(EventFilter filter) {
    PageRequest all = new PageRequest("", clock.instant(), 1_000);
    return store
        .write(transaction -> events.reopen(transaction, filter, all, "anna", "again"))
        .changed();
  }

  List<LeasedDelivery> claim() {
    return outbox.lease(new LeaseRequest("crm", 100, Duration.ofMinutes(1), "n"));
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
