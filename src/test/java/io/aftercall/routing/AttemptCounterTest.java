package io.aftercall.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.call.SourceRules;
import io.aftercall.call.StoredRequest;
import io.aftercall.journal.EventBody;
import io.aftercall.journal.EventResult;
import io.aftercall.journal.EventState;
import io.aftercall.journal.Journal;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.journal.NewWebhook;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which attempt at a lead a call was, counted from the calls that came before it. */
class AttemptCounterTest {
  private static final CallReader READER =
      new CallReader(new SourceRules("famulor", ZoneId.of("UTC"), "DE", List.of()));

  @TempDir Path folder;

  private final TestClock clock = new TestClock();
  private Store store;
  private Journal journal;

  @BeforeEach
  void open() {
    store = Store.open(Databases.sqlite(folder), clock);
    journal = new Journal(store, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void arrives(String callId, String lead, String more) {
    String body =
        """
        {"id":"%s","status":"busy","lead":{"id":%s},"campaign":{"id":9,"max_retries":2}%s}\
        """
            .formatted(callId, lead, more);
    byte[] bytes = body.getBytes(UTF_8);
    journal.append(
        new NewWebhook("famulor", "call", callId, "h" + body.hashCode(), "{}", bytes, null));
  }

  /** Reads, counts and closes what waits, as the decide worker does. */
  private List<ObjectNode> decide() {
    List<LeasedEvent> open = journal.lease("famulor", 10, Duration.ofMinutes(1), "n");
    List<ObjectNode> calls = new ArrayList<>();
    open.forEach(event -> calls.add(read(StoredRequest.of(event.body(), event.revision()))));
    new AttemptCounter(journal).count("famulor", open, calls);
    for (int i = 0; i < open.size(); i++) {
      ObjectNode call = calls.get(i);
      EventResult eventResult =
          new EventResult(
              open.get(i).id(),
              open.get(i).leaseToken(),
              EventState.ROUTED,
              null,
              null,
              AttemptCounter.leadKey(call),
              call.path("attempt_no").isInt() ? call.path("attempt_no").intValue() : null);
      store.write(transaction -> journal.close(transaction, List.of(eventResult)));
    }
    return calls;
  }

  private static ObjectNode read(StoredRequest request) {
    return ((ReadResult.Read) READER.read(request)).call();
  }

  @Test
  void countsTheCallsOfTheCampaignToTheLead() {
    arrives("c1", "5", "");
    assertThat(told(decide())).containsExactly("1 false");
    arrives("c2", "5", "");
    arrives("x1", "6", "");
    arrives("c3", "5", "");
    assertThat(told(decide())).containsExactly("2 false", "1 false", "3 true");
  }

  @Test
  void aRevisionIsNoAttemptOfItsOwn() {
    arrives("c1", "5", "");
    arrives("c2", "5", "");
    decide();
    arrives("c1", "5", ",\"x\":1");
    assertThat(told(decide())).containsExactly("1 false");
  }

  @Test
  void whatTheSenderSaysCounts() {
    arrives("c1", "5", ",\"attempt\":3");
    arrives("c2", "null", "");
    assertThat(told(decide())).containsExactly("3 true", "null null");
  }

  @Test
  void theCountIsKeptForThoseWhoReadTheCallAgain() {
    arrives("c1", "5", "");
    arrives("c2", "5", "");
    decide();
    String second = journal.newest("famulor", List.of("c2")).get("c2");
    EventBody stored = journal.bodies(List.of(second)).get(0);
    assertThat(told(List.of(read(CallCache.request(stored))))).containsExactly("2 false");
  }

  private static List<String> told(List<ObjectNode> calls) {
    return calls.stream()
        .map(call -> call.path("attempt_no").asText() + " " + call.path("last_attempt").asText())
        .toList();
  }
}
