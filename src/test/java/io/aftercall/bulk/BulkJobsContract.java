package io.aftercall.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.bulk.BulkJob.State;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventState;
import io.aftercall.journal.NewWebhook;
import io.aftercall.outbox.Attempt;
import io.aftercall.outbox.DeliveryResult;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.LeaseRequest;
import io.aftercall.outbox.LeasedDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An order is carried out to the end, exactly once, at the pace that was asked for. */
abstract class BulkJobsContract extends BulkFixture {
  @Test
  void aSmallOneIsDoneAtOnceAndStandsInTheBook() {
    ended(2, DeliveryState.FAILED);
    ended(1, DeliveryState.REJECTED);
    assertThat(orders.count(BulkAction.RETRY, in("failed", "rejected"))).isEqualTo(3);

    BulkJob done = orders.give(BulkAction.RETRY, in("failed", "rejected"), WISH);

    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.changed()).isEqualTo(3);
    assertThat(done.percent()).isEqualTo(100);
    assertThat(count(DeliveryState.PENDING)).isEqualTo(3);
    assertThat(orders.running()).isEmpty();
    assertThat(actions.latest(5, null))
        .containsExactly(
            new AuditEntry(
                done.id(),
                clock.instant(),
                "anna",
                "retry",
                "failed or rejected",
                "CRM is back",
                3L));
  }

  @Test
  void aLongOneGoesPieceByPieceAndCanBeSeen() {
    ended(1_200, DeliveryState.FAILED);
    BulkJob given = orders.give(BulkAction.DISCARD, in("pending", "failed"), WISH);
    assertThat(given.state()).isEqualTo(State.RUNNING);
    assertThat(given.changed()).isZero();

    worker.step();
    worker.step();
    assertThat(now(given).changed()).isEqualTo(500);
    assertThat(now(given).percent()).isEqualTo(41);
    worker.step();
    worker.step();
    assertThat(now(given).state()).isEqualTo(State.DONE);
    assertThat(now(given).changed()).isEqualTo(1_200);
    assertThat(now(given).endedAt()).isEqualTo(clock.instant());
    assertThat(count(DeliveryState.DISCARDED)).isEqualTo(1_200);
    assertThat(worker.step()).isPositive();
  }

  @Test
  void aRateIsKept() {
    ended(5, DeliveryState.FAILED);
    BulkJobs.BulkRequest slowly = new BulkJobs.BulkRequest("anna", "careful", 2.0);
    BulkJob given = orders.give(BulkAction.RETRY, in("failed"), slowly);
    assertThat(given.isRunning()).isTrue();

    worker.step();
    assertThat(count(DeliveryState.PENDING)).isEqualTo(2);
    assertThat(worker.step()).isEqualTo(Duration.ofSeconds(1));
    assertThat(count(DeliveryState.PENDING)).isEqualTo(2);
    clock.pass(Duration.ofSeconds(1));
    worker.step();
    assertThat(count(DeliveryState.PENDING)).isEqualTo(4);
    clock.pass(Duration.ofSeconds(1));
    worker.step();
    assertThat(now(given).state()).isEqualTo(State.DONE);
    assertThat(now(given).changed()).isEqualTo(5);
  }

  @Test
  void whatIsCalledOffStopsWhereItIs() {
    ended(3, DeliveryState.FAILED);
    BulkJob given =
        orders.give(
            BulkAction.RETRY, in("failed"), new BulkJobs.BulkRequest("anna", "careful", 1.0));
    worker.step();

    assertThat(orders.cancel(given.id(), "bert")).isTrue();
    assertThat(orders.cancel(given.id(), "bert")).isFalse();
    clock.pass(Duration.ofMinutes(1));
    worker.step();
    assertThat(count(DeliveryState.PENDING)).isEqualTo(1);
    assertThat(now(given).state()).isEqualTo(State.CANCELLED);
    assertThat(now(given).endedBy()).isEqualTo("bert");
    assertThat(actions.latest(1, null).get(0).what()).isEqualTo("cancel");
  }

  @Test
  void whatComesWhileItRunsIsNotPartOfIt() {
    ended(2, DeliveryState.FAILED);
    BulkJob given =
        orders.give(
            BulkAction.RETRY, in("failed"), new BulkJobs.BulkRequest("anna", "careful", 1.0));
    worker.step();
    clock.pass(Duration.ofSeconds(1));
    LeasedDelivery again =
        outbox.lease(new LeaseRequest("crm", 1, Duration.ofMinutes(1), "n")).get(0);
    Attempt attempt = new Attempt(clock.instant(), 1, "failed", "why", "", "", "v", "n");
    outbox.record(
        List.of(new DeliveryResult(again, DeliveryState.FAILED, null, "why", null, attempt)));
    for (int i = 0; i < 5; i++) {
      worker.step();
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(now(given).state()).isEqualTo(State.DONE);
    assertThat(now(given).changed()).isEqualTo(2);
    assertThat(count(DeliveryState.FAILED)).isEqualTo(1);
  }

  @Test
  void callsAreRoutedAgainAndWhoWasMeantIsForgotten() {
    for (int i = 0; i < 3; i++) {
      byte[] bytes = ("no JSON " + i).getBytes(StandardCharsets.UTF_8);
      journal.append(new NewWebhook("famulor", null, null, "h" + i, null, bytes, "not JSON"));
    }
    BulkSelection theirs =
        new BulkSelection(
            List.of("quarantined"), "famulor", null, null, null, null, "not JSON", null);
    BulkJob done = orders.give(BulkAction.REPLAY, theirs, WISH);
    assertThat(done.changed()).isEqualTo(3);
    assertThat(done.about()).isEqualTo("quarantined, from famulor, for one reason");
    assertThat(events.count(EventFilter.all().in(EventState.RECEIVED))).isEqualTo(3);

    BulkSelection one =
        new BulkSelection(
            List.of("failed"), null, null, null, "+4915112345678", "c-1", null, "e.crm.1");
    BulkJob none = orders.give(BulkAction.RETRY, one, WISH);
    assertThat(none.about()).isEqualTo("failed, of one person, of one call, one of them");
    assertThat(
            store.<Long>read(
                db ->
                    db.sql(
                            """
                            select count(*) from bulk_order where person_key is not null
                              or call_id is not null or only_id is not null\
                            """)
                        .query(Long.class)
                        .single()))
        .isZero();
  }

  @Test
  void eventsAreDismissedWithAWhy() {
    for (int i = 0; i < 3; i++) {
      byte[] bytes = ("no JSON " + i).getBytes(StandardCharsets.UTF_8);
      journal.append(new NewWebhook("famulor", null, null, "h" + i, null, bytes, "not JSON"));
    }
    assertThat(orders.count(BulkAction.DISMISS, in("held", "quarantined", "unrouted")))
        .isEqualTo(3);

    BulkJob done = orders.give(BulkAction.DISMISS, in("held", "quarantined", "unrouted"), WISH);

    assertThat(done.changed()).isEqualTo(3);
    assertThat(events.count(EventFilter.all().in(EventState.DISMISSED))).isEqualTo(3);
    assertThat(events.find(EventFilter.all()))
        .allSatisfy(row -> assertThat(row.reason()).isEqualTo("dismissed by anna: CRM is back"));
    assertThat(orders.count(BulkAction.DISMISS, in("quarantined"))).isZero();
    assertThat(orders.count(BulkAction.REPLAY, in("dismissed"))).isEqualTo(3);
  }

  @Test
  void ordersTakeTurns() {
    ended(4, DeliveryState.FAILED);
    ended(4, DeliveryState.REJECTED);
    BulkJobs.BulkRequest slowly = new BulkJobs.BulkRequest("anna", "careful", 1.0);
    BulkJob first = orders.give(BulkAction.RETRY, in("failed"), slowly);
    BulkJob second = orders.give(BulkAction.RETRY, in("rejected"), slowly);
    assertThat(orders.running()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      worker.step();
      worker.step();
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(now(first).changed()).isEqualTo(2);
    assertThat(now(second).changed()).isEqualTo(2);
  }
}
