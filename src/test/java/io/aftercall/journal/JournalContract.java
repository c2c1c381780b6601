package io.aftercall.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.StateChange;
import io.aftercall.store.StateChangeLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the webhook endpoint and the decide worker may rely on, on either engine. */
abstract class JournalContract extends JournalFixture {
  @Test
  void aNewCallIsAcceptedAndItsRepeatIsKnown() {
    AppendReceipt first = journal.append(call("1", "a"));
    assertThat(first.verdict()).isEqualTo(AppendResult.ACCEPTED);
    assertThat(first.revision()).isEqualTo(1);
    assertThat(journal.append(call("1", "a")))
        .isEqualTo(new AppendReceipt(AppendResult.DUPLICATE, first.eventId(), 1));
    assertThat(events.find(EventFilter.all())).hasSize(1);
  }

  @Test
  void otherContentIsTheNextRevisionAndAnOldOneStaysKnown() {
    AppendReceipt first = journal.append(call("1", "a"));
    AppendReceipt second = journal.append(call("1", "b"));
    assertThat(second.verdict()).isEqualTo(AppendResult.UPDATED);
    assertThat(second.revision()).isEqualTo(2);
    assertThat(journal.append(call("1", "a")))
        .isEqualTo(new AppendReceipt(AppendResult.DUPLICATE, first.eventId(), 1));
    assertThat(journal.append(call("1", "c")).revision()).isEqualTo(3);
    assertThat(events.ofCall("famulor", "1"))
        .extracting(EventRow::revision)
        .containsExactly(1, 2, 3);
    assertThat(events.ofCall(null, "1")).hasSize(3);
    assertThat(events.ofCall("other", "1")).isEmpty();
  }

  @Test
  void anEarlierRevisionThatIsHeldIsSettledByALaterOne() {
    AppendReceipt first = journal.append(call("1", "a"));
    AppendReceipt other = journal.append(call("2", "x"));
    claim(10).forEach(event -> close(event, EventState.HELD));
    AppendReceipt second = journal.append(call("1", "b"));

    store.write(
        transaction -> {
          journal.dismissal().settleEarlier(transaction, "famulor", "1", 2);
          return null;
        });

    EventRow settled = events.get(first.eventId()).orElseThrow();
    assertThat(settled.state()).isEqualTo(EventState.DISMISSED);
    assertThat(settled.reason()).isEqualTo("settled by revision 2");
    assertThat(events.get(other.eventId()).orElseThrow().state()).isEqualTo(EventState.HELD);
    assertThat(events.get(second.eventId()).orElseThrow().state()).isEqualTo(EventState.RECEIVED);
    assertThat(new StateChangeLog(store).of(first.eventId()))
        .singleElement()
        .satisfies(
            stateChange -> {
              assertThat(stateChange.fromState()).isEqualTo("held");
              assertThat(stateChange.toState()).isEqualTo("dismissed");
              assertThat(stateChange.why()).contains("revision 2");
            });
    assertThat(reopen(EventFilter.all().in(EventState.DISMISSED), "anna", "was wrong"))
        .isEqualTo(1);
  }

  /** Nobody knows whose it was, so an erasure has to look into it still. */
  @Test
  void whatWasDismissedUnreadIsFoundByItsNumber() {
    AppendReceipt unread = journal.append(riddle("<call from=\"0151 23456789\">"));
    store.write(
        transaction -> events.dismiss(transaction, List.of(unread.eventId()), "anna", "a probe"));

    assertThat(new EventDeletion(store).notUnderstoodWith("+4915123456789"))
        .extracting(EventDeletion.Found::id)
        .containsExactly(unread.eventId());
  }

  @Test
  void unroutedEventsAreCountedAndGroupedWithWhatNeedsAPerson() {
    journal.append(call("1", "a"));
    claim(1).forEach(event -> close(event, EventState.UNROUTED));

    assertThat(events.count(EventFilter.all().in(EventState.UNROUTED))).isEqualTo(1);
    assertThat(events.groups(5))
        .singleElement()
        .satisfies(group -> assertThat(group.state()).isEqualTo(EventState.UNROUTED));
  }

  @Test
  void whatIsNotUnderstoodIsKeptOncePerContent() {
    AppendReceipt first = journal.append(riddle("<xml>"));
    assertThat(first.verdict()).isEqualTo(AppendResult.QUARANTINED);
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
  void aRepeatInOtherBytesIsKnownByWhatItSays() {
    Journal reading =
        new Journal(
            store, clock, (body, headers) -> new String(body, StandardCharsets.UTF_8).strip());
    AppendReceipt first = reading.append(call("1", "a"));
    assertThat(reading.append(call("1", " a ")))
        .isEqualTo(new AppendReceipt(AppendResult.DUPLICATE, first.eventId(), 1));
    assertThat(reading.append(call("1", "b")).verdict()).isEqualTo(AppendResult.UPDATED);
    assertThat(reading.append(call("1", "a  "))).extracting(AppendReceipt::revision).isEqualTo(1);
    assertThat(reading.append(call("2", " a ")).verdict()).isEqualTo(AppendResult.ACCEPTED);
    assertThat(journal.append(call("1", "  a")).verdict()).isEqualTo(AppendResult.UPDATED);
  }

  @Test
  void theCallsOfALeadAreFoundWithTheirFirstEvents() {
    String first = journal.append(call("1", "a")).eventId();
    journal.append(call("1", "b"));
    String second = journal.append(call("2", "a")).eventId();
    journal.append(call("3", "a"));
    for (LeasedEvent open : claim(10)) {
      String lead = open.callId().equals("3") ? "9:other" : "9:lead";
      EventResult eventResult =
          new EventResult(open.id(), open.leaseToken(), EventState.ROUTED, null, null, lead, 2);
      store.write(transaction -> journal.close(transaction, List.of(eventResult)));
    }
    assertThat(journal.callsOf("famulor", List.of("9:lead", "9:none")))
        .isEqualTo(Map.of("9:lead", Map.of("1", first, "2", second)));
    assertThat(journal.callsOf("shop", List.of("9:lead"))).isEmpty();
    assertThat(journal.bodies(List.of(first)))
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored.attemptNo()).isEqualTo(2);
              assertThat(stored.headersJson()).isEqualTo("{}");
            });
  }

  @Test
  void theSameCallsFromManyAtOnceHaveOneWinnerEach() throws Exception {
    List<AppendReceipt> appendReceipts = appendFromMany(List.of(journal));
    assertThat(appendReceipts)
        .filteredOn(one -> one.verdict() == AppendResult.ACCEPTED)
        .hasSize(40);
    assertThat(appendReceipts).filteredOn(one -> one.verdict() == AppendResult.UPDATED).hasSize(40);
    assertThat(appendReceipts)
        .filteredOn(one -> one.verdict() == AppendResult.DUPLICATE)
        .hasSize(40 * 14);
    assertThat(events.find(EventFilter.all())).hasSize(80);
  }

  /** Sixteen callers send the same forty calls, half of them with other content than the rest. */
  List<AppendReceipt> appendFromMany(List<Journal> doors) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(16);
    List<Future<List<AppendReceipt>>> sent = new ArrayList<>();
    for (int caller = 0; caller < 16; caller++) {
      Journal door = doors.get(caller % doors.size());
      String content = caller / 8 == 0 ? "a" : "b";
      sent.add(
          callers.submit(
              () -> {
                List<AppendReceipt> appendReceipts = new ArrayList<>();
                for (int id = 0; id < 40; id++) {
                  appendReceipts.add(door.append(call("many-" + id, content)));
                }
                return appendReceipts;
              }));
    }
    List<AppendReceipt> all = new ArrayList<>();
    for (Future<List<AppendReceipt>> each : sent) {
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
    List<LeasedEvent> first = claim(3);
    assertThat(first).extracting(LeasedEvent::callId).containsExactly("0", "1", "2");
    assertThat(first.get(1).body()).asString().isEqualTo("body 1");
    assertThat(first.get(1).kind()).isEqualTo("call");
    assertThat(claim(3)).as("others would overtake those on loan").isEmpty();
    first.forEach(event -> close(event, EventState.ROUTED));
    assertThat(claim(3)).extracting(LeasedEvent::callId).containsExactly("3", "4");
    assertThat(claim(3)).isEmpty();
    assertThat(journal.lease("other", 3, LEASE, "node-1")).isEmpty();
  }

  @Test
  void anEndedLeaseIsTakenAgainAndTheOldHolderHasLostIt() {
    journal.append(call("1", "a"));
    LeasedEvent lost = claim(1).get(0);
    clock.pass(LEASE);
    LeasedEvent held = claim(1).get(0);
    assertThat(held.leaseToken()).isGreaterThan(lost.leaseToken());
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
    assertThat(new StateChangeLog(store).of(id))
        .containsExactly(
            new StateChange(clock.instant(), "held", "because", "received", "ops", "fixed"));
    assertThat(claim(1)).hasSize(1);
  }

  @Test
  void reopeningTakesAllPages() {
    List<NewWebhook> many = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      many.add(riddle("riddle " + i));
    }
    many.parallelStream().forEach(journal::append);
    assertThat(events.counts(clock.instant())).containsEntry(EventState.QUARANTINED, 1_200L);
    assertThat(events.groups(5)).extracting(EventReasonGroup::count).containsExactly(1_200L);
    assertThat(reopen(EventFilter.all(), "ops", "understood now")).isEqualTo(1_200);
    assertThat(reopen(EventFilter.all(), "ops", "again")).isZero();
    assertThat(claim(2_000)).hasSize(1_200);
  }

  @Test
  void aReopenedRiddleFindsItsCall() throws Exception {
    AppendReceipt riddle = journal.append(riddle("call 7"));
    reopen(EventFilter.all(), "ops", "reader fixed");
    LeasedEvent open = claim(1).get(0);
    AppendReceipt found =
        store.write(transaction -> journal.identify(transaction, open, "7", "call", "h:call 7"));
    assertThat(found).isEqualTo(new AppendReceipt(AppendResult.ACCEPTED, riddle.eventId(), 1));
    assertThat(journal.append(call("7", "call 7")))
        .isEqualTo(new AppendReceipt(AppendResult.DUPLICATE, riddle.eventId(), 1));
    assertThat(journal.append(call("7", "more")).revision()).isEqualTo(2);
  }

  @Test
  void findsByEverythingPeopleKnow() {
    journal.append(call("1", "a"));
    close(claim(1).get(0), EventState.ROUTED);
    clock.pass(Duration.ofHours(1));
    AppendReceipt second = journal.append(call("2", "b"));
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
