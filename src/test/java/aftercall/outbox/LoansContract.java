package aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.store.Span;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one holder of a delivery leaves to the next, and when nobody may hold it any more. */
abstract class LoansContract extends OutboxFixture {
  private static NewDelivery placed(int revision, int place, String person) {
    return new NewDelivery(
        "e1r" + revision, ref(1, revision), "crm", 1, person, place, 2, null, false);
  }

  private Claimed only() {
    List<Claimed> loans = claim(5);
    assertThat(loans).hasSize(1);
    return loans.get(0);
  }

  private void leave(Claimed loan, Settled.Trail trail) {
    outbox.record(
        List.of(
            new Settled(loan, DeliveryState.PENDING, clock.instant(), "later", null, null)
                .leaving(trail)));
  }

  @Test
  void nobodyHadAFreshOne() {
    add(crm(1, "anna"));
    assertThat(only().past()).isEqualTo(Past.NONE);
  }

  @Test
  void whatWasLeftIsThereForTheNextHolder() {
    add(crm(1, "anna"));
    leave(only(), new Settled.Trail(false, Duration.ofMinutes(7), "ab12"));
    assertThat(only().past()).isEqualTo(new Past(true, false, Duration.ofMinutes(7), "ab12"));
  }

  @Test
  void whoNeverCameBackMayHaveSentItWhateverHappensMeanwhile() {
    add(crm(5, "anna"));
    claim(1);
    add(crm(4, "anna"));
    clock.pass(LEASE);
    Claimed older = only();
    assertThat(older.eventId()).isEqualTo("e4r1");
    settle(older, DeliveryState.DELIVERED);

    Claimed loan = only();
    assertThat(loan.past().maybeSent()).isTrue();
    outbox.record(
        List.of(new Settled(loan, DeliveryState.PENDING, clock.instant(), "paused", null, null)));
    assertThat(only().past().maybeSent()).as("nobody has learned more").isTrue();
  }

  @Test
  void whenAPersonSendsItAgainItsPatienceBeginsAnew() {
    add(crm(1, "anna"));
    Claimed loan = only();
    outbox.record(
        List.of(
            new Settled(loan, DeliveryState.DEAD, null, "why", null, null)
                .leaving(new Settled.Trail(true, Duration.ofHours(72), "ab12"))));
    store.write(
        tx ->
            hands.act(
                tx,
                Hands.Act.RETRY,
                DeliveryFilter.all().in(DeliveryState.DEAD),
                new Span("", clock.instant(), 10),
                new Hands.Order("ann", "mended")));

    assertThat(only().past()).isEqualTo(new Past(true, false, Duration.ZERO, "ab12"));
  }

  @Test
  void anEarlierRevisionWhoseLoanEndedNeverGoesAfterTheLaterOne() {
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
    Claimed loan = only();
    outbox.record(
        List.of(
            new Settled(loan, DeliveryState.REFUSED, null, "1 of 2 have it", null, null)
                .leaving(new Settled.Trail(false, Duration.ZERO, "ab12"))));
    assertThat(add(revision(1, 2, "anna", true))).isZero();

    add(revision(2, 1, "bert", true));
    Claimed unknown = only();
    outbox.record(
        List.of(
            new Settled(unknown, DeliveryState.REFUSED, null, "not known", null, null)
                .leaving(new Settled.Trail(true, Duration.ZERO, ""))));
    assertThat(add(revision(2, 2, "bert", true))).isZero();
  }

  @Test
  void whatAProcessHasInHandItDoesNotTakeAgain() {
    add(crm(1, "anna"), crm(2, "bert"));
    Claimed held = claim(1).get(0);
    clock.pass(Duration.ofHours(1));

    List<Claimed> more =
        outbox.claim(new ClaimRequest("crm", 5, LEASE, "node-1", held.id()::equals));

    assertThat(events(more)).containsExactly("e2r1");
    assertThat(settle(held, DeliveryState.DELIVERED)).isTrue();
  }
}
