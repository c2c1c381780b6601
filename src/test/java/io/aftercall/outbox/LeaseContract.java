package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.PageRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one holder of a delivery leaves to the next, and when nobody may hold it any more. */
abstract class LeaseContract extends OutboxFixture {
  private static NewDelivery placed(int revision, int place, String person) {
    return new NewDelivery(
        "e1r" + revision, ref(1, revision), "crm", 1, person, place, 2, null, false);
  }

  private LeasedDelivery only() {
    List<LeasedDelivery> leases = claim(5);
    assertThat(leases).hasSize(1);
    return leases.get(0);
  }

  private void leave(LeasedDelivery lease, DeliveryResult.RetryState retryState) {
    outbox.record(
        List.of(
            new DeliveryResult(lease, DeliveryState.PENDING, clock.instant(), "later", null, null)
                .leaving(retryState)));
  }

  @Test
  void whatAClockAheadPutIntoTheFutureComesBackWithThePauseItHad() {
    Duration ahead = Duration.ofDays(400);
    clock.pass(ahead);
    add(crm(1, "anna"), crm(2, "anna"), crm(3, "bert"), crm(4, "cora"));
    LeasedDelivery retried =
        claim(3).stream().filter(one -> one.eventId().equals("e3r1")).findFirst().orElseThrow();
    outbox.record(
        List.of(
            new DeliveryResult(
                retried,
                DeliveryState.PENDING,
                clock.instant().plusSeconds(30),
                "later",
                null,
                null)));
    clock.pass(ahead.negated());
    assertThat(claim(5)).isEmpty();
    assertThat(outbox.nextDue("crm").orElseThrow()).isAfter(clock.instant().plus(ahead));

    assertThat(outbox.shiftFutureTimes(Duration.ofMinutes(10))).isPositive();

    assertThat(outbox.nextDue("crm").orElseThrow()).isBeforeOrEqualTo(clock.instant().plus(LEASE));
    clock.pass(Duration.ofSeconds(29));
    assertThat(claim(5)).noneMatch(one -> one.eventId().equals("e3r1"));
    clock.pass(Duration.ofSeconds(1));
    assertThat(claim(5)).anyMatch(one -> one.eventId().equals("e3r1"));
    clock.pass(LEASE);
    assertThat(claim(5)).as("leases of that time have ended too").isNotEmpty();
    assertThat(outbox.shiftFutureTimes(Duration.ofMinutes(10))).as("once").isZero();
  }

  @Test
  void nobodyHadAFreshOne() {
    add(crm(1, "anna"));
    assertThat(only().past()).isEqualTo(LeaseHistory.NONE);
  }

  @Test
  void whatWasLeftIsThereForTheNextHolder() {
    add(crm(1, "anna"));
    leave(only(), new DeliveryResult.RetryState(false, Duration.ofMinutes(7), "ab12"));
    assertThat(only().past())
        .isEqualTo(new LeaseHistory(true, false, Duration.ofMinutes(7), "ab12"));
  }

  @Test
  void whoNeverCameBackMayHaveSentItWhateverHappensMeanwhile() {
    add(crm(5, "anna"));
    claim(1);
    add(crm(4, "anna"));
    clock.pass(LEASE);
    LeasedDelivery older = only();
    assertThat(older.eventId()).isEqualTo("e4r1");
    settle(older, DeliveryState.DELIVERED);

    LeasedDelivery lease = only();
    assertThat(lease.past().maybeSent()).isTrue();
    outbox.record(
        List.of(
            new DeliveryResult(
                lease, DeliveryState.PENDING, clock.instant(), "paused", null, null)));
    assertThat(only().past().maybeSent()).as("nobody has learned more").isTrue();
  }

  @Test
  void whenAPersonSendsItAgainItsPatienceBeginsAnew() {
    add(crm(1, "anna"));
    LeasedDelivery lease = only();
    outbox.record(
        List.of(
            new DeliveryResult(lease, DeliveryState.FAILED, null, "why", null, null)
                .leaving(new DeliveryResult.RetryState(true, Duration.ofHours(72), "ab12"))));
    store.write(
        transaction ->
            deliveryActions.act(
                transaction,
                DeliveryActions.Action.RETRY,
                DeliveryFilter.all().in(DeliveryState.FAILED),
                new PageRequest("", clock.instant(), 10),
                new DeliveryActions.ActionRequest("ann", "mended")));

    assertThat(only().past()).isEqualTo(new LeaseHistory(true, false, Duration.ZERO, "ab12"));
  }

  @Test
  void anEarlierRevisionWhoseLeaseEndedNeverGoesAfterTheLaterOne() {
    add(placed(1, 10, "anna"));
    claim(1);
    add(placed(2, 5, "anna"));
    clock.pass(LEASE);
    settle(only(), DeliveryState.DELIVERED);

    assertThat(claim(5)).isEmpty();
    assertThat(row(placed(1, 10, "anna")).state()).isEqualTo(DeliveryState.SUPERSEDED);
  }

  @Test
  void norWhenTheLaterOneIsInAnotherLine() {
    add(placed(1, 10, "anna"));
    claim(1);
    add(placed(2, 10, "bert"));
    clock.pass(LEASE);

    assertThat(events(claim(5))).containsExactly("e1r2");
  }

  @Test
  void nobodyWaitsForOneThatIsTooLate() {
    NewDelivery old = placed(1, 10, "anna");
    add(old, mailAfter(old), crm(11, "anna"));
    claim(1);
    add(placed(2, 5, "bert"));
    clock.pass(LEASE);

    assertThat(events(claim(5))).contains("e1r2");
    assertThat(events(claim(5))).containsExactly("e11r1");
    assertThat(claim("mail", 5)).hasSize(1);
  }

  @Test
  void theRestOfALetterThatWentToSomeIsNotBegunAnew() {
    add(revision(1, 1, "anna", true));
    LeasedDelivery lease = only();
    outbox.record(
        List.of(
            new DeliveryResult(lease, DeliveryState.REJECTED, null, "1 of 2 have it", null, null)
                .leaving(new DeliveryResult.RetryState(false, Duration.ZERO, "ab12"))));
    assertThat(add(revision(1, 2, "anna", true))).isZero();

    add(revision(2, 1, "bert", true));
    LeasedDelivery unknown = only();
    outbox.record(
        List.of(
            new DeliveryResult(unknown, DeliveryState.REJECTED, null, "not known", null, null)
                .leaving(new DeliveryResult.RetryState(true, Duration.ZERO, ""))));
    assertThat(add(revision(2, 2, "bert", true))).isZero();
  }

  @Test
  void whatAProcessHasInHandItDoesNotTakeAgain() {
    add(crm(1, "anna"), crm(2, "bert"));
    LeasedDelivery held = claim(1).get(0);
    clock.pass(Duration.ofHours(1));

    List<LeasedDelivery> more =
        outbox.lease(new LeaseRequest("crm", 5, LEASE, "node-1", held.id()::equals));

    assertThat(events(more)).containsExactly("e2r1");
    assertThat(settle(held, DeliveryState.DELIVERED)).isTrue();
  }
}
