package aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.outbox.Hands.Act;
import aftercall.store.Change;
import aftercall.store.Changes;
import aftercall.store.Span;
import aftercall.store.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people may rely on: lists, retry, discard, pauses, on either engine. */
abstract class HandsContract extends OutboxFixture {
  private static final Hands.Order ORDER = new Hands.Order("ops", "fixed the field");

  /** Piece by piece to the end. */
  private int all(Act act, DeliveryFilter filter) {
    return all(act, filter, ORDER);
  }

  private int all(Act act, DeliveryFilter filter, Hands.Order order) {
    Span span = new Span("", clock.instant(), 1_000);
    int changed = 0;
    while (true) {
      Span here = span;
      Stretch done = store.write(tx -> hands.act(tx, act, filter, here, order));
      changed += done.changed();
      if (done.isEnd()) {
        return changed;
      }
      span = span.then(done);
    }
  }

  @Test
  void retriesWhatFailedAndKeepsItsAttemptsAndItsPast() {
    add(crm(1, "anna"), crm(2, "bert"));
    settle(claim(1).get(0), DeliveryState.DEAD);
    DeliveryFilter dead = DeliveryFilter.all().in(DeliveryState.DEAD);
    assertThat(hands.extent(Act.RETRY, DeliveryFilter.all()).rows()).isEqualTo(1);
    assertThat(all(Act.RETRY, dead)).isEqualTo(1);
    DeliveryRow row = row(crm(1, "anna"));
    assertThat(row.state()).isEqualTo(DeliveryState.PENDING);
    assertThat(row.attempts()).isEqualTo(1);
    assertThat(row.reason()).isEqualTo("tried again by ops: fixed the field");
    assertThat(new Changes(store).of(row.id()))
        .containsExactly(
            new Change(clock.instant(), "dead", "why", "pending", "ops", "fixed the field"));
    assertThat(events(claim(5))).containsExactlyInAnyOrder("e1r1", "e2r1");
  }

  @Test
  void whatIsTriedAgainIsBoundToTheMappingOfItsFirstTryWhereThatIsSaid() {
    add(crm(1, "anna"));
    Claimed loan = claim(1).get(0);
    assertThat(loan.mappingVersion()).isNull();
    tried(loan, "");
    Hands.Order original = new Hands.Order("ops", "as it was", true);
    DeliveryFilter refused = DeliveryFilter.all().in(DeliveryState.REFUSED);
    all(Act.RETRY, refused, original);
    loan = claim(1).get(0);
    assertThat(loan.mappingVersion()).as("no mapping ran yet").isNull();
    tried(loan, "v1");
    all(Act.RETRY, refused, original);
    loan = claim(1).get(0);
    tried(loan, "v2");
    all(Act.RETRY, refused, original);
    assertThat(row(crm(1, "anna")).reason())
        .isEqualTo("tried again by ops, by the mapping of the first try: as it was");
    loan = claim(1).get(0);
    assertThat(loan.mappingVersion()).isEqualTo("v1");
    tried(loan, "v1");
    all(Act.RETRY, refused, ORDER);
    assertThat(claim(1).get(0).mappingVersion()).isNull();
  }

  private void tried(Claimed loan, String mapping) {
    Attempt attempt =
        new Attempt(clock.instant(), 12, "refused", "why", "sent", "answer", mapping, "node-1");
    outbox.record(List.of(new Settled(loan, DeliveryState.REFUSED, null, "why", "", attempt)));
  }

  @Test
  void groupsWhatNeedsAPersonByWhatIsTheMatter() {
    add(crm(1, "anna"), crm(2, "bert"), crm(3, "carl"));
    List<Claimed> loans = claim(3);
    settle(loans.get(0), DeliveryState.REFUSED);
    clock.pass(Duration.ofMinutes(1));
    settle(loans.get(1), DeliveryState.REFUSED);
    settle(loans.get(2), DeliveryState.DEAD);
    Instant now = clock.instant();
    DeliveryGroup refused =
        new DeliveryGroup(
            DeliveryState.REFUSED, "crm", "why", 2, now.minus(Duration.ofMinutes(1)), now);
    DeliveryGroup dead = new DeliveryGroup(DeliveryState.DEAD, "crm", "why", 1, now, now);
    assertThat(list.groups(5)).containsExactly(refused, dead);
    assertThat(list.groups(1)).containsExactly(refused);
  }

  @Test
  void nothingIsDoneToWhatStandsElsewhere() {
    add(crm(1, "anna"));
    settle(claim(1).get(0), DeliveryState.DELIVERED);
    DeliveryFilter delivered = DeliveryFilter.all().in(DeliveryState.DELIVERED);
    for (Act act : Act.values()) {
      assertThat(hands.extent(act, delivered).rows()).isZero();
      assertThat(all(act, delivered)).isZero();
      assertThat(all(act, DeliveryFilter.all())).isZero();
    }
  }

  @Test
  void helpsOneOrAllOfOneReason() {
    add(crm(1, "anna"), crm(2, "bert"));
    claim(2).forEach(loan -> settle(loan, DeliveryState.REFUSED));
    DeliveryFilter all = DeliveryFilter.all();
    assertThat(hands.extent(Act.RETRY, all.because("another")).rows()).isZero();
    assertThat(hands.extent(Act.RETRY, all.because("why")).rows()).isEqualTo(2);
    assertThat(all(Act.RETRY, all.only(crm(2, "bert").id()))).isEqualTo(1);
    assertThat(row(crm(1, "anna")).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(crm(2, "bert")).state()).isEqualTo(DeliveryState.PENDING);
  }

  @Test
  void aRetriedOlderOneTakesItsOldPlaceInTheLine() {
    add(crm(1, "anna"), crm(2, "anna"), crm(3, "anna"));
    settle(claim(1).get(0), DeliveryState.REFUSED);
    all(Act.RETRY, DeliveryFilter.all());
    for (int call = 1; call <= 3; call++) {
      List<Claimed> next = claim(5);
      assertThat(events(next)).containsExactly("e" + call + "r1");
      settle(next.get(0), DeliveryState.DELIVERED);
    }
  }

  @Test
  void anEarlierRevisionIsNotRetried() {
    add(revision(1, 1, "anna", false));
    settle(claim(1).get(0), DeliveryState.DEAD);
    add(revision(1, 2, "anna", false));
    assertThat(hands.extent(Act.RETRY, DeliveryFilter.all()).rows()).isZero();
    assertThat(all(Act.RETRY, DeliveryFilter.all())).isZero();
  }

  @Test
  void discardsWhatIsOpenButNotWhatAWorkerHas() {
    add(crm(1, "anna"), crm(2, "anna"), crm(3, "bert"));
    Claimed loan = claim(1).get(0);
    assertThat(all(Act.DISCARD, DeliveryFilter.all().ofPerson("anna"))).isEqualTo(1);
    assertThat(row(crm(2, "anna")).reason()).isEqualTo("discarded by ops: fixed the field");
    assertThat(row(crm(1, "anna")).state()).isEqualTo(DeliveryState.SENDING);
    clock.pass(LEASE);
    assertThat(all(Act.DISCARD, DeliveryFilter.all().ofPerson("anna"))).isEqualTo(1);
    assertThat(settle(loan, DeliveryState.DELIVERED)).isFalse();
    assertThat(events(claim(5))).containsExactly("e3r1");
  }

  @Test
  void discardingLetsTheNextOneGo() {
    add(crm(1, "anna"), crm(2, "anna"));
    all(Act.DISCARD, DeliveryFilter.all().ofCall("call-1"));
    assertThat(events(claim(5))).containsExactly("e2r1");
  }

  @Test
  void changesAllPages() {
    NewDelivery[] many = new NewDelivery[2_100];
    for (int i = 0; i < many.length; i++) {
      many[i] = crm(i, "person-" + i);
    }
    add(many);
    assertThat(hands.extent(Act.DISCARD, DeliveryFilter.all()).rows()).isEqualTo(2_100);
    assertThat(all(Act.DISCARD, DeliveryFilter.all())).isEqualTo(2_100);
    assertThat(all(Act.RETRY, DeliveryFilter.all())).isEqualTo(2_100);
    assertThat(claim(3_000)).hasSize(2_100);
  }

  @Test
  void findsByEverythingPeopleKnow() {
    NewDelivery lead = crm(1, "anna");
    add(lead, mailAfter(lead), crm(2, "bert"));
    settle(claim(1).get(0), DeliveryState.DELIVERED);
    DeliveryFilter all = DeliveryFilter.all();
    assertThat(list.find(all)).hasSize(3);
    assertThat(list.find(all.to("mail"))).hasSize(1);
    assertThat(list.find(all.in(DeliveryState.DELIVERED))).hasSize(1);
    assertThat(list.find(all.ofPerson("anna"))).hasSize(2);
    assertThat(list.find(all.ofCall("call-2").from("famulor"))).hasSize(1);
    assertThat(list.find(all.from("other"))).isEmpty();
    assertThat(list.find(all.page(2, null))).hasSize(2);
    assertThat(list.find(all.page(2, list.find(all).get(1).id()))).hasSize(1);
    assertThat(list.ofEvent("e1r1"))
        .extracting(DeliveryRow::destination)
        .containsExactly("crm", "mail");
  }

  @Test
  void countsWhatIsUnfinishedAndAll() {
    add(crm(1, "anna"), crm(2, "bert"), crm(3, "carl"), crm(4, "dora"));
    Instant added = clock.instant();
    clock.pass(Duration.ofMinutes(5));
    List<Claimed> loans = claim(3);
    settle(loans.get(0), DeliveryState.DELIVERED);
    settle(loans.get(1), DeliveryState.REFUSED);
    assertThat(list.standings()).containsExactly(new Standing("crm", 1, 1, 1, 0, added));
    assertThat(list.counts(Instant.EPOCH).get("crm"))
        .isEqualTo(
            Map.of(
                DeliveryState.PENDING, 1L,
                DeliveryState.SENDING, 1L,
                DeliveryState.DELIVERED, 1L,
                DeliveryState.REFUSED, 1L));
    assertThat(list.count(DeliveryFilter.all().to("crm"))).isEqualTo(4);
  }
}
