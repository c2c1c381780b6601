package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.outbox.CalendarEntries.Appointment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which appointment an e-mail is about, whatever was sent before and whatever is repeated. */
abstract class CalendarEntriesContract extends OutboxFixture {
  private CalendarEntries entries;
  private Instant monday;
  private Instant friday;

  @BeforeEach
  void entries() {
    entries = CalendarEntries.of(store, clock);
    monday = clock.instant().plus(Duration.ofDays(3));
    friday = clock.instant().plus(Duration.ofDays(7));
  }

  private static Appointment at(Instant start) {
    return new Appointment(start, start.plusSeconds(1800), "content of " + start);
  }

  private Optional<CalendarEntry> request(NewDelivery delivery, Instant start) {
    return entries.request(delivery.id(), "anna", at(start));
  }

  private NewDelivery delivered(NewDelivery delivery, Instant start) {
    add(delivery);
    assertThat(request(delivery, start)).isPresent();
    settle(claim(1).get(0), DeliveryState.DELIVERED);
    return delivery;
  }

  @Test
  void aRepeatSaysTheSameAndAChangedMappingSaysItHigher() {
    NewDelivery first = crm(1, "anna");
    add(first);
    CalendarEntry entry = request(first, monday).orElseThrow();

    assertThat(entry.sequence()).isZero();
    assertThat(entry.previousStart()).isNull();
    assertThat(request(first, monday)).contains(entry);
    assertThat(request(first, friday).orElseThrow())
        .isEqualTo(
            new CalendarEntry(entry.uid(), 1, friday, friday.plusSeconds(1800), null, false));
  }

  @Test
  void aRevisionOrALaterCallMovesWhatWasDelivered() {
    String uid = uid(delivered(crm(1, "anna"), monday));
    NewDelivery revision = delivered(revision(1, 2, "anna", false), friday);
    NewDelivery later = crm(2, "anna");
    add(later);
    CalendarEntry moved = request(later, monday).orElseThrow();

    assertThat(uid(revision)).isEqualTo(uid);
    assertThat(moved)
        .isEqualTo(new CalendarEntry(uid, 2, monday, monday.plusSeconds(1800), friday, false));
  }

  private String uid(NewDelivery delivery) {
    return store.read(
        db ->
            db.sql("select uid from calendar_entry where delivery_id = ?")
                .param(delivery.id())
                .query(String.class)
                .single());
  }

  @Test
  void whatTheCustomerHasIsNotSaidAgain() {
    delivered(crm(1, "anna"), monday);
    NewDelivery same = crm(2, "anna");
    add(same);

    assertThat(request(same, monday)).isEmpty();
    assertThat(request(crm(3, "anna"), monday)).isEmpty();
  }

  @Test
  void whatNeverArrivedIsNoAppointmentOfTheCustomers() {
    NewDelivery rejected = crm(1, "anna");
    add(rejected);
    request(rejected, monday);
    settle(claim(1).get(0), DeliveryState.REJECTED);
    NewDelivery later = crm(2, "anna");
    add(later);

    assertThat(request(later, friday).orElseThrow().sequence()).isZero();
    assertThat(entries.cancel(crm(3, "anna").id(), "anna")).isEmpty();
  }

  @Test
  void aCallThatEndedEarlierChangesNothing() {
    delivered(crm(5, "anna"), friday);
    NewDelivery late = crm(2, "anna");
    add(late);

    assertThat(request(late, monday)).isEmpty();
    assertThat(entries.cancel(late.id(), "anna")).isEmpty();
  }

  @Test
  void aCancellationIsSaidOnceAndTheNextAppointmentIsANewOne() {
    String uid = uid(delivered(crm(1, "anna"), monday));
    NewDelivery withdrawal = crm(2, "anna");
    add(withdrawal);
    CalendarEntry cancelled = entries.cancel(withdrawal.id(), "anna").orElseThrow();

    assertThat(cancelled)
        .isEqualTo(new CalendarEntry(uid, 1, monday, monday.plusSeconds(1800), monday, true));
    assertThat(entries.cancel(withdrawal.id(), "anna")).contains(cancelled);
    settle(claim(1).get(0), DeliveryState.DELIVERED);
    NewDelivery next = crm(3, "anna");
    add(next);
    assertThat(entries.cancel(next.id(), "anna")).isEmpty();
    CalendarEntry anew = request(next, friday).orElseThrow();
    assertThat(anew.uid()).isNotEqualTo(uid);
    assertThat(anew.sequence()).isZero();
  }

  @Test
  void theDeliveryThatSentItTakesItBackToo() {
    NewDelivery delivery = delivered(crm(1, "anna"), monday);

    assertThat(entries.cancel(delivery.id(), "anna").orElseThrow())
        .isEqualTo(
            new CalendarEntry(uid(delivery), 1, monday, monday.plusSeconds(1800), monday, true));
  }

  @Test
  void anAppointmentThatIsOverIsNotMoved() {
    String uid = uid(delivered(crm(1, "anna"), monday));
    clock.pass(Duration.ofDays(4));
    NewDelivery later = crm(2, "anna");
    add(later);

    assertThat(request(later, friday).orElseThrow().uid()).isNotEqualTo(uid);
  }

  @Test
  void othersHaveAppointmentsOfTheirOwn() {
    String uid = uid(delivered(crm(1, "anna"), monday));
    NewDelivery other = crm(2, "ben");
    add(other);

    assertThat(entries.request(other.id(), "ben", at(monday)).orElseThrow().uid())
        .isNotEqualTo(uid);
  }
}
