package aftercall.journal;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.store.Change;
import aftercall.store.Changes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the door and the decide worker may rely on, on either engine. */
abstract class JournalContract extends JournalFixture {
  @Test
  void aNewCallIsAcceptedAndItsRepeatIsKnown() {
    Receipt first = journal.append(call("1", "a"));
    assertThat(first.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(first.revision()).isEqualTo(1);
    assertThat(journal.append(call("1", "a")))
        .isEqualTo(new Receipt(Verdict.DUPLICATE, first.eventId(), 1));
    assertThat(events.find(EventFilter.all())).hasSize(1);
  }

  @Test
  void otherContentIsTheNextRevisionAndAnOldOneStaysKnown() {
    Receipt first = journal.append(call("1", "a"));
    Receipt second = journal.append(call("1", "b"));
    assertThat(second.verdict()).isEqualTo(Verdict.UPDATED);
    assertThat(second.revision()).isEqualTo(2);
    assertThat(journal.append(call("1", "a")))
        .isEqualTo(new Receipt(Verdict.DUPLICATE, first.eventId(), 1));
    assertThat(journal.append(call("1", "c")).revision()).isEqualTo(3);
    assertThat(events.ofCall("famulor", "1"))
        .extracting(EventRow::revision)
        .containsExactly(1, 2, 3);
    assertThat(events.ofCall(null, "1")).hasSize(3);
    assertThat(events.ofCall("other", "1")).isEmpty();
  }

  @Test
  void whatIsNotUnderstoodIsKeptOncePerContent() {
    Receipt first = journal.append(riddle("<xml>"));
    assertThat(first.verdict()).isEqualTo(Verdict.QUARANTINED);
    assertThat(journal.append(riddle("<xml>"))).isEqualTo(first);
    assertThat(journal.append(riddle("other")).eventId()).isNotEqualTo(first.eventId());
    assertThat(claim(10)).isEmpty();
    EventRow row = events.get(first.eventId()).orElseThrow();
    assertThat(row.state()).isEqualTo(EventState.QUARANTINED);
    assertThat(row.reason()).isEqualTo("not JSON");
    assertThat(journal.bodies(List.of(first.eventId(), "nobody's \" id")))
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored.eventId()).isEqualTo(first.eventId());
              assertThat(stored.body()).isEqualTo("<xml>".getBytes(StandardCharsets.UTF_8));
            });
  }

  @Test
  void theSameCallsFromManyAtOnceHaveOneWinnerEach() throws Exception {
    List<Receipt> receipts = appendFromMany(List.of(journal));
    assertThat(receipts).filteredOn(one -> one.verdict() == Verdict.ACCEPTED).hasSize(40);
    assertThat(receipts).filteredOn(one -> one.verdict() == Verdict.UPDATED).hasSize(40);
    assertThat(receipts).filteredOn(one -> one.verdict() == Verdict.DUPLICATE).hasSize(40 * 14);
    assertThat(events.find(EventFilter.all())).hasSize(80);
  }

  /** Sixteen callers send the same forty calls, half of them with other content than the rest. */
  List<Receipt> appendFromMany(List<Journal> doors) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(16);
    List<Future<List<Receipt>>> sent = new ArrayList<>();
    for (int caller = 0; caller < 16; caller++) {
      Journal door = doors.get(caller % doors.size());
      String content = caller / 8 == 0 ? "a" : "b";
      sent.add(
          callers.submit(
              () -> {
                List<Receipt> receipts = new ArrayList<>();
                for (int id = 0; id < 40; id++) {
                  receipts.add(door.append(call("many-" + id, content)));
                }
                return receipts;
              }));
    }
    List<Receipt> all = new ArrayList<>();
    for (Future<List<Receipt>> each : sent) {
      all.addAll(each.get());
    }
    callers.shutdown();
    return all;
  }

  @Test
  void claimsTheOldestFirstWithTheirBodiesAndNobodyTwice() {
    for (int i = 0; i < 5; i++) {
      journal.append(call("" + i, "body " + i));
      clock.pass(Duration.ofMillis(1));
    }
    List<OpenEvent> first = claim(3);
    assertThat(first).extracting(OpenEvent::callId).containsExactly("0", "1", "2");
    assertThat(first.get(1).body()).asString().isEqualTo("body 1");
    assertThat(first.get(1).kind()).isEqualTo("call");
    assertThat(claim(3)).as("others would overtake those on loan").isEmpty();
    first.forEach(event -> close(event, EventState.ROUTED));
    assertThat(claim(3)).extracting(OpenEvent::callId).containsExactly("3", "4");
    assertThat(claim(3)).isEmpty();
    assertThat(journal.claim("other", 3, LEASE, "node-1")).isEmpty();
  }

  @Test
  void anEndedLeaseIsTakenAgainAndTheOldHolderHasLostIt() {
    journal.append(call("1", "a"));
    OpenEvent lost = claim(1).get(0);
    clock.pass(LEASE);
    OpenEvent held = claim(1).get(0);
    assertThat(held.fence()).isGreaterThan(lost.fence());
    assertThat(close(lost, EventState.ROUTED)).isEmpty();
    assertThat(close(held, EventState.ROUTED)).containsExactly(held.id());
    assertThat(close(held, EventState.HELD)).isEmpty();
    clock.pass(LEASE);
    assertThat(claim(1)).isEmpty();
    EventRow row = events.get(held.id()).orElseThrow();
    assertThat(row.state()).isEqualTo(EventState.ROUTED);
    assertThat(row.personKey()).isEqualTo("+49301234567");
    assertThat(row.stateAt()).isEqualTo(clock.instant().minus(LEASE));
  }

  @Test
  void heldEventsAreReopenedWithAReasonAndTheirPastIsKept() {
    journal.append(call("1", "a"));
    close(claim(1).get(0), EventState.HELD);
    assertThat(events.count(EventFilter.all().in(EventState.HELD))).isEqualTo(1);
    assertThat(reopen(EventFilter.all().in(EventState.HELD), "ops", "fixed")).isEqualTo(1);
    assertThat(events.find(EventFilter.all()).get(0).reason()).contains("ops").contains("fixed");
    String id = events.find(EventFilter.all()).get(0).id();
    assertThat(new Changes(store).of(id))
        .containsExactly(
            new Change(clock.instant(), "held", "because", "received", "ops", "fixed"));
    assertThat(claim(1)).hasSize(1);
  }

  @Test
  void reopeningTakesAllPages() {
    List<Arrival> many = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      many.add(riddle("riddle " + i));
    }
    many.parallelStream().forEach(journal::append);
    assertThat(events.counts(clock.instant())).containsEntry(EventState.QUARANTINED, 1_200L);
    assertThat(events.groups(5)).extracting(EventGroup::count).containsExactly(1_200L);
    assertThat(reopen(EventFilter.all(), "ops", "understood now")).isEqualTo(1_200);
    assertThat(reopen(EventFilter.all(), "ops", "again")).isZero();
    assertThat(claim(2_000)).hasSize(1_200);
  }

  @Test
  void aReopenedRiddleFindsItsCall() throws Exception {
    Receipt riddle = journal.append(riddle("call 7"));
    reopen(EventFilter.all(), "ops", "reader fixed");
    OpenEvent open = claim(1).get(0);
    Receipt found = store.write(tx -> journal.identify(tx, open, "7", "call", "h:call 7"));
    assertThat(found).isEqualTo(new Receipt(Verdict.ACCEPTED, riddle.eventId(), 1));
    assertThat(journal.append(call("7", "call 7")))
        .isEqualTo(new Receipt(Verdict.DUPLICATE, riddle.eventId(), 1));
    assertThat(journal.append(call("7", "more")).revision()).isEqualTo(2);
  }

  @Test
  void findsByEverythingPeopleKnow() {
    journal.append(call("1", "a"));
    close(claim(1).get(0), EventState.ROUTED);
    clock.pass(Duration.ofHours(1));
    Receipt second = journal.append(call("2", "b"));
    EventFilter all = EventFilter.all();
    assertThat(events.find(all)).extracting(EventRow::callId).containsExactly("2", "1");
    assertThat(events.find(all.page(1, null))).extracting(EventRow::callId).containsExactly("2");
    assertThat(events.find(all.page(1, second.eventId())))
        .extracting(EventRow::callId)
        .containsExactly("1");
    assertThat(events.find(all.since(clock.instant()))).hasSize(1);
    assertThat(events.find(all.only(second.eventId()).because(""))).hasSize(1);
    assertThat(events.find(all.because("because").in(EventState.ROUTED))).hasSize(1);
    assertThat(events.find(all.ofPerson("+49301234567"))).hasSize(1);
    assertThat(events.find(all.ofCall("2").from("famulor"))).hasSize(1);
    assertThat(events.find(all.from("other"))).isEmpty();
  }
}
