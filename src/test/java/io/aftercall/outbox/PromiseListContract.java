package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.outbox.PromiseList.PromiseFilter;
import io.aftercall.store.StateChangeLog;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for the time that was promised, and the list of it. */
abstract class PromiseListContract extends OutboxFixture {
  private PromiseList promises;
  private Instant due;

  @BeforeEach
  void promises() {
    promises = new PromiseList(store, clock);
    due = clock.instant().plus(Duration.ofHours(5));
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  private PromisedItem item(NewDelivery delivery, Instant at, String owner) {
    return new PromisedItem(
        delivery.eventId(),
        delivery.call(),
        "call_back",
        at,
        day(at),
        "Spring",
        owner,
        delivery.id(),
        true,
        null);
  }

  private NewDelivery promised(NewDelivery delivery, Instant at) {
    NewDelivery timed = delivery.notBefore(at);
    store.write(
        transaction -> {
          promises.forgetEarlier(transaction, delivery.call());
          promises.put(transaction, item(timed, at, "anna@acme.example"));
          return outbox.add(transaction, List.of(timed));
        });
    return timed;
  }

  private List<PromisedItem> listed(boolean all) {
    LocalDate today = day(clock.instant());
    return promises.find(new PromiseFilter(today, today.plusDays(30), null, all, 100));
  }

  @Test
  void itIsSentWhenItIsDueAndNotBefore() {
    promised(crm(1, "anna"), due);
    clock.pass(Duration.ofHours(5).minusMillis(1));
    assertThat(claim(10)).isEmpty();
    clock.pass(Duration.ofMillis(1));

    assertThat(events(claim(10))).containsExactly("e1r1");
  }

  @Test
  void whatIsDueAlreadyGoesAtOnce() {
    promised(crm(1, "anna"), clock.instant().minusSeconds(60));

    assertThat(claim(10)).hasSize(1);
  }

  @Test
  void aClockThatWasSetBackMakesNothingEarlierThanPromised() {
    NewDelivery delivery = promised(crm(1, "anna"), due);
    outbox.shiftDueTimes(Duration.ofHours(4), "node-1");
    outbox.shiftFutureTimes(Duration.ZERO);

    assertThat(row(delivery).dueAt()).isEqualTo(due);
  }

  @Test
  void whatThePersonSaidLastTakesThePlaceOfWhatStillWaits() {
    NewDelivery first = promised(crm(1, "anna"), due);
    NewDelivery other = promised(crm(2, "ben"), due);
    NewDelivery later = promised(crm(3, "anna"), due.minusSeconds(3600));
    clock.pass(Duration.ofHours(6));

    assertThat(row(first).state()).isEqualTo(DeliveryState.SUPERSEDED);
    assertThat(events(claim(10))).containsExactlyInAnyOrder(later.eventId(), other.eventId());
    assertThat(listed(true)).hasSize(3);
    assertThat(listed(false)).extracting(PromisedItem::eventId).doesNotContain("e1r1");
  }

  @Test
  void aCallThatComesLateDoesNotPromiseOverALaterOne() {
    NewDelivery later = promised(crm(3, "anna"), due);
    NewDelivery late = promised(crm(1, "anna"), due.plusSeconds(3600));
    clock.pass(Duration.ofHours(7));

    assertThat(row(late).state()).isEqualTo(DeliveryState.SUPERSEDED);
    assertThat(events(claim(10))).containsExactly(later.eventId());
  }

  @Test
  void peopleGiveItAnotherTimeAndThatIsKept() {
    NewDelivery delivery = promised(crm(1, "anna"), due);
    Instant other = due.plus(Duration.ofDays(1));

    assertThat(promises.move(delivery.id(), other.atOffset(ZoneOffset.UTC), "olga", "she is away"))
        .isTrue();
    assertThat(row(delivery).dueAt()).isEqualTo(other);
    assertThat(listed(false))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.dueAt()).isEqualTo(other);
              assertThat(one.dueDay()).isEqualTo(day(other));
              assertThat(one.isMovable()).isTrue();
            });
    assertThat(new StateChangeLog(store).of(delivery.id()))
        .singleElement()
        .satisfies(change -> assertThat(change.why()).isEqualTo("she is away"));
    clock.pass(Duration.ofHours(6));
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void whatDoesNotWaitForATimeIsNotMoved() {
    NewDelivery plain = crm(1, "anna");
    add(plain);
    NewDelivery sent = promised(crm(2, "ben"), due);
    clock.pass(Duration.ofHours(6));
    claim(10);

    for (NewDelivery delivery : List.of(plain, sent, crm(3, "none"))) {
      assertThat(promises.move(delivery.id(), due.atOffset(ZoneOffset.UTC), "olga", "why"))
          .isFalse();
      assertThat(promises.isWaiting(delivery.id())).isFalse();
    }
  }

  @Test
  void theListHasTheLatestContentOfACallWhateverComesFirst() {
    promised(revision(1, 1, "anna", false), due);
    promised(revision(1, 3, "anna", false), due.plusSeconds(60));
    promised(revision(1, 2, "anna", false), due.plusSeconds(120));

    assertThat(listed(true)).extracting(PromisedItem::eventId).containsExactly("e1r3");
  }

  @Test
  void itIsListedByOwnerInTheOrderOfTheTimes() {
    promised(crm(1, "anna"), due.plusSeconds(60));
    promised(crm(2, "ben"), due);
    LocalDate today = day(clock.instant());

    assertThat(listed(false)).extracting(PromisedItem::eventId).containsExactly("e2r1", "e1r1");
    assertThat(
            promises.find(
                new PromiseFilter(today, today.plusDays(30), "anna@acme.example", false, 1)))
        .hasSize(1);
    assertThat(promises.find(new PromiseFilter(today, today.plusDays(30), "nobody", false, 10)))
        .isEmpty();
  }

  @Test
  void momentsAtWhichTheCampaignHasPromisedEnoughAreTaken() {
    NewDelivery first = promised(crm(1, "anna"), due);
    promised(crm(2, "ben"), due);
    promised(crm(3, "carl"), due.plusSeconds(60));
    Instant until = due.plus(Duration.ofDays(1));

    store.write(
        transaction -> {
          PromisedItem item = item(first, due, null);
          assertThat(promises.taken(transaction, item, until, 2)).isEqualTo(Set.of(due));
          assertThat(promises.taken(transaction, item, until, 1)).hasSize(2);
          assertThat(promises.taken(transaction, item, until, 3)).isEmpty();
          return null;
        });
  }
}
