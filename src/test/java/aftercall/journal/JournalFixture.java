package aftercall.journal;

import aftercall.store.Databases;
import aftercall.store.Span;
import aftercall.store.Store;
import aftercall.store.StoreSettings;
import aftercall.store.Stretch;
import aftercall.store.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A journal on a real database, and arrivals by a word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class JournalFixture {
  static final Duration LEASE = Duration.ofMinutes(1);

  final TestClock clock = new TestClock();
  StoreSettings settings;
  Store store;
  Journal journal;
  EventList events;

  abstract StoreSettings settings();

  @BeforeAll
  void open() {
    settings = settings();
    store = Store.open(settings, clock);
    journal = new Journal(store, clock);
    events = new EventList(store, clock);
  }

  @BeforeEach
  void empty() {
    Databases.clear(store);
  }

  @AfterAll
  void close() {
    store.close();
  }

  static Arrival call(String id, String content) {
    byte[] body = content.getBytes(StandardCharsets.UTF_8);
    return new Arrival("famulor", "call", id, "h:" + content, "{}", body, null);
  }

  static Arrival riddle(String content) {
    byte[] body = content.getBytes(StandardCharsets.UTF_8);
    return new Arrival("famulor", null, null, "h:" + content, null, body, "not JSON");
  }

  Set<String> close(OpenEvent event, EventState state) {
    Closed closed = new Closed(event.id(), event.fence(), state, "because", "+49301234567");
    return store.write(tx -> journal.close(tx, List.of(closed)));
  }

  List<OpenEvent> claim(int max) {
    return journal.claim("famulor", max, LEASE, "node-1");
  }

  /** Piece by piece to the end. */
  int reopen(EventFilter filter, String who, String why) {
    Span span = new Span("", clock.instant(), 1_000);
    int changed = 0;
    while (true) {
      Span here = span;
      Stretch done = store.write(tx -> events.reopen(tx, filter, here, who, why));
      changed += done.changed();
      if (done.isEnd()) {
        return changed;
      }
      span = span.then(done);
    }
  }
}
