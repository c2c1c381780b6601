package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.outbox.DeliveryActions.Action;
import io.aftercall.store.PageRequest;
import io.aftercall.store.PageResult;
import io.aftercall.store.StateChange;
import io.aftercall.store.StateChangeLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people may rely on: lists, retry, discard, pauses, on either engine. */
abstract class DeliveryActionsContract extends OutboxFixture {
  private static final DeliveryActions.ActionRequest ORDER =
      new DeliveryActions.ActionRequest("ops", "fixed the field");

  /** Piece by piece to the end. */
  private int all(Action action, DeliveryFilter filter) {
    return all(action, filter, ORDER);
  }

  private int all(
      Action action, DeliveryFilter filter, DeliveryActions.ActionRequest actionRequest) {
    PageRequest pageRequest = new PageRequest("", clock.instant(), 1_000);
    int changed = 0;
    while (true) {
      PageRequest here = pageRequest;
      PageResult done =
          store.write(
              transaction -> deliveryActions.act(transaction, action, filter, here, actionRequest));
      changed += done.changed();
      if (done.isEnd()) {
        return changed;
      }
      pageRequest = pageRequest.then(done);
    }
  }

  @Test
  void retriesWhatFailedAndKeepsItsAttemptsAndItsPast() {
    add(crm(1, "anna"), crm(2, "bert"));
    settle(claim(1).get(0), DeliveryState.FAILED);
    DeliveryFilter dead = DeliveryFilter.all().in(DeliveryState.FAILED);
    assertThat(deliveryActions.extent(Action.RETRY, DeliveryFilter.all()).rows()).isEqualTo(1);
    assertThat(all(Action.RETRY, dead)).isEqualTo(1);
    DeliveryRow row = row(crm(1, "anna"));
    assertThat(row.state()).isEqualTo(DeliveryState.PENDING);
    assertThat(row.attempts()).isEqualTo(1);
    assertThat(row.reason()).isEqualTo("tried again by ops: fixed the field");
    assertThat(new StateChangeLog(store).of(row.id()))
        .containsExactly(
            new StateChange(clock.instant(), "failed", "why", "pending", "ops", "fixed the field"));
    assertThat(events(claim(5))).containsExactlyInAnyOrder("e1r1", "e2r1");
  }

  @Test
  void whatIsTriedAgainIsBoundToTheMappingOfItsFirstTryWhereThatIsSaid() {
    add(crm(1, "anna"));
    LeasedDelivery lease = claim(1).get(0);
    assertThat(lease.mappingVersion()).isNull();
    tried(lease, "");
    DeliveryActions.ActionRequest original =
        new DeliveryActions.ActionRequest("ops", "as it was", true);
    DeliveryFilter refused = DeliveryFilter.all().in(DeliveryState.REJECTED);
    all(Action.RETRY, refused, original);
    lease = claim(1).get(0);
    assertThat(lease.mappingVersion()).as("no mapping ran yet").isNull();
    tried(lease, "v1");
    all(Action.RETRY, refused, original);
    lease = claim(1).get(0);
    tried(lease, "v2");
    all(Action.RETRY, refused, original);
    assertThat(row(crm(1, "anna")).reason())
        .isEqualTo("tried again by ops, by the mapping of the first try: as it was");
    lease = claim(1).get(0);
    assertThat(lease.mappingVersion()).isEqualTo("v1");
    tried(lease, "v1");
    all(Action.RETRY, refused, ORDER);
    assertThat(claim(1).get(0).mappingVersion()).isNull();
  }

  private void tried(LeasedDelivery lease, String mapping) {
    Attempt attempt =
        new Attempt(clock.instant(), 12, "rejected", "why", "sent", "answer", mapping, "node-1");
    outbox.record(
        List.of(new DeliveryResult(lease, DeliveryState.REJECTED, null, "why", "", attempt)));
  }

  @Test
  void groupsWhatNeedsAPersonByWhatIsTheMatter() {
    add(crm(1, "anna"), crm(2, "bert"), crm(3, "carl"));
    List<LeasedDelivery> leases = claim(3);
    settle(leases.get(0), DeliveryState.REJECTED);
    clock.pass(Duration.ofMinutes(1));
    settle(leases.get(1), DeliveryState.REJECTED);
    settle(leases.get(2), DeliveryState.FAILED);
    Instant now = clock.instant();
    DeliveryGroup refused =
        new DeliveryGroup(
            DeliveryState.REJECTED, "crm", "why", 2, now.minus(Duration.ofMinutes(1)), now, "why");
    DeliveryGroup dead = new DeliveryGroup(DeliveryState.FAILED, "crm", "why", 1, now, now, "why");
    assertThat(list.groups(5)).containsExactly(refused, dead);
    assertThat(list.groups(1)).containsExactly(refused);
  }

  @Test
  void nothingIsDoneToWhatStandsElsewhere() {
    add(crm(1, "anna"));
    settle(claim(1).get(0), DeliveryState.DELIVERED);
    DeliveryFilter delivered = DeliveryFilter.all().in(DeliveryState.DELIVERED);
    for (Action action : Action.values()) {
      assertThat(deliveryActions.extent(action, delivered).rows()).isZero();
      assertThat(all(action, delivered)).isZero();
      assertThat(all(action, DeliveryFilter.all())).isZero();
    }
  }

  @Test
  void helpsOneOrAllOfOneReason() {
    add(crm(1, "anna"), crm(2, "bert"));
    claim(2).forEach(lease -> settle(lease, DeliveryState.REJECTED));
    DeliveryFilter all = DeliveryFilter.all();
    assertThat(deliveryActions.extent(Action.RETRY, all.because("another")).rows()).isZero();
    assertThat(deliveryActions.extent(Action.RETRY, all.because("why")).rows()).isEqualTo(2);
    assertThat(all(Action.RETRY, all.only(crm(2, "bert").id()))).isEqualTo(1);
    assertThat(row(crm(1, "anna")).state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(row(crm(2, "bert")).state()).isEqualTo(DeliveryState.PENDING);
  }

  @Test
  void aRetriedOlderOneTakesItsOldPlaceInTheLine() {
    add(crm(1, "anna"), crm(2, "anna"), crm(3, "anna"));
    settle(claim(1).get(0), DeliveryState.REJECTED);
    all(Action.RETRY, DeliveryFilter.all());
    for (int call = 1; call <= 3; call++) {
      List<LeasedDelivery> next = claim(5);
      assertThat(events(next)).containsExactly("e" + call + "r1");
      settle(next.get(0), DeliveryState.DELIVERED);
    }
  }

  @Test
  void anEarlierRevisionIsNotRetried() {
    add(revision(1, 1, "anna", false));
    settle(claim(1).get(0), DeliveryState.FAILED);
    add(revision(1, 2, "anna", false));
    assertThat(deliveryActions.extent(Action.RETRY, DeliveryFilter.all()).rows()).isZero();
    assertThat(all(Action.RETRY, DeliveryFilter.all())).isZero();
  }

  @Test
  void discardsWhatIsOpenButNotWhatAWorkerHas() {
    add(crm(1, "anna"), crm(2, "anna"), crm(3, "bert"));
    LeasedDelivery lease = claim(1).get(0);
    assertThat(all(Action.DISCARD, DeliveryFilter.all().ofPerson("anna"))).isEqualTo(1);
    assertThat(row(crm(2, "anna")).reason()).isEqualTo("discarded by ops: fixed the field");
    assertThat(row(crm(1, "anna")).state()).isEqualTo(DeliveryState.SENDING);
    clock.pass(LEASE);
    assertThat(all(Action.DISCARD, DeliveryFilter.all().ofPerson("anna"))).isEqualTo(1);
    assertThat(settle(lease, DeliveryState.DELIVERED)).isFalse();
    assertThat(events(claim(5))).containsExactly("e3r1");
  }

  @Test
  void discardingLetsTheNextOneGo() {
    add(crm(1, "anna"), crm(2, "anna"));
    all(Action.DISCARD, DeliveryFilter.all().ofCall("call-1"));
    assertThat(events(claim(5))).containsExactly("e2r1");
  }

  @Test
  void changesAllPages() {
    NewDelivery[] many = new NewDelivery[2_100];
    for (int i = 0; i < many.length; i++) {
      many[i] = crm(i, "person-" + i);
    }
    add(many);
    assertThat(deliveryActions.extent(Action.DISCARD, DeliveryFilter.all()).rows())
        .isEqualTo(2_100);
    assertThat(all(Action.DISCARD, DeliveryFilter.all())).isEqualTo(2_100);
    assertThat(all(Action.RETRY, DeliveryFilter.all())).isEqualTo(2_100);
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
    List<LeasedDelivery> leases = claim(3);
    settle(leases.get(0), DeliveryState.DELIVERED);
    settle(leases.get(1), DeliveryState.REJECTED);
    assertThat(list.standings()).containsExactly(new DestinationBacklog("crm", 1, 1, 1, 0, added));
    assertThat(list.counts(Instant.EPOCH).get("crm"))
        .isEqualTo(
            Map.of(
                DeliveryState.PENDING, 1L,
                DeliveryState.SENDING, 1L,
                DeliveryState.DELIVERED, 1L,
                DeliveryState.REJECTED, 1L));
    assertThat(list.count(DeliveryFilter.all().to("crm"))).isEqualTo(4);
  }
}
