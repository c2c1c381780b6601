package io.aftercall.journal;

import io.aftercall.store.Databases;
import io.aftercall.store.PageRequest;
import io.aftercall.store.PageResult;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
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
  EventQueries events;

  abstract StoreSettings settings();

  @BeforeAll
  void open() {
    settings = settings();
    store = Store.open(settings, clock);
    journal = new Journal(store, clock);
    events = new EventQueries(store, clock);
  }

  @BeforeEach
  void empty() {
    Databases.clear(store);
  }

  @AfterAll
  void close() {
    store.close();
  }

  static NewWebhook call(String id, String content) {
    byte[] body = content.getBytes(StandardCharsets.UTF_8);
    return new NewWebhook("famulor", "call", id, "h:" + content, "{}", body, null);
  }

  static NewWebhook riddle(String content) {
    byte[] body = content.getBytes(StandardCharsets.UTF_8);
    return new NewWebhook("famulor", null, null, "h:" + content, null, body, "not JSON");
  }

  Set<String> close(LeasedEvent event, EventState state) {
    EventResult eventResult =
        new EventResult(event.id(), event.leaseToken(), state, "because", "+49301234567");
    return store.write(transaction -> journal.close(transaction, List.of(eventResult)));
  }

  List<LeasedEvent> claim(int max) {
    return journal.lease("famulor", max, LEASE, "node-1");
  }

  /** Piece by piece to the end. */
  int reopen(EventFilter filter, String who, String why) {
    PageRequest pageRequest = new PageRequest("", clock.instant(), 1_000);
    int changed = 0;
    while (true) {
      PageRequest here = pageRequest;
      PageResult done =
          store.write(transaction -> events.reopen(transaction, filter, here, who, why));
      changed += done.changed();
      if (done.isEnd()) {
        return changed;
      }
      pageRequest = pageRequest.then(done);
    }
  }
}
