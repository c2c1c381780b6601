package io.aftercall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.DestinationPauses;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A destination that is away costs a few attempts and one probe at a time, never a backlog. */
class AwayDestinationTest extends WorkerStage {
  private boolean away = true;

  private void answer(DeliveryItem deliveryItem) {
    deliveryItem.complete(away ? Outcome.Retry.away("nobody there") : Outcome.Delivered.as("1"));
  }

  private int attempts() {
    return list.find(DeliveryFilter.all().page(1_000, null)).stream()
        .mapToInt(row -> row.attempts())
        .sum();
  }

  @Test
  void afterAFewRoundsItIsPausedAndNoAttemptIsSpentAnyMore() {
    add(100);
    DeliveryWorker worker = worker(1, false, this::answer);

    turn(worker, 60);

    assertThat(sent).hasSize(3);
    assertThat(attempts()).isEqualTo(3);
    assertThat(new DestinationPauses(store, clock).all().get("crm").reason())
        .isEqualTo("nobody there");
  }

  @Test
  void oneDeliveryProbesAtATimeAndItsProbeCostsNothing() {
    add(100);
    DeliveryWorker worker = worker(1, false, this::answer);
    turn(worker, 3);

    for (int hour = 0; hour < 100; hour++) {
      clock.pass(PROBE);
      turn(worker, 5);
    }

    assertThat(sent.size()).isBetween(50, 110);
    assertThat(attempts()).isEqualTo(3);
    assertThat(list.find(DeliveryFilter.all().page(1_000, null)))
        .allMatch(row -> row.state() == DeliveryState.PENDING);
  }

  @Test
  void itGoesOnByItselfWhenTheDestinationIsBack() {
    add(20);
    DeliveryWorker worker = worker(1, false, this::answer);
    turn(worker, 10);
    away = false;
    clock.pass(PROBE);

    turn(worker, 60);

    assertThat(new DestinationPauses(store, clock).all()).isEmpty();
    assertThat(list.find(DeliveryFilter.all().page(1_000, null)))
        .allMatch(row -> row.state() == DeliveryState.DELIVERED);
  }

  @Test
  void whatIsSettledInTheHouseTellsNothingOfTheDestination() {
    add(100);
    DeliveryWorker worker =
        worker(
            10,
            false,
            deliveryItem -> {
              if (deliveryItem.personKey().endsWith("1")) {
                deliveryItem.completeLocally(Outcome.Rejected.because("its mapping refuses it"));
              } else {
                answer(deliveryItem);
              }
            });

    turn(worker, 10);

    assertThat(new DestinationPauses(store, clock).all().get("crm").reason())
        .isEqualTo("nobody there");
  }

  @Test
  void aProbeThatNeverLeftTheHouseOpensNothingAndAnotherTriesAtOnce() {
    add(100);
    boolean[] refusing = {false};
    DeliveryWorker worker =
        worker(
            1,
            false,
            deliveryItem -> {
              if (refusing[0]) {
                deliveryItem.completeLocally(Outcome.Rejected.because("its mapping refuses it"));
                refusing[0] = false;
              } else {
                answer(deliveryItem);
              }
            });
    turn(worker, 3);
    clock.pass(PROBE);
    refusing[0] = true;

    worker.step();

    assertThat(new DestinationPauses(store, clock).all()).containsKey("crm");
    sent.clear();
    away = false;
    worker.step();
    assertThat(sent).hasSize(1);
    assertThat(new DestinationPauses(store, clock).all()).isEmpty();
  }

  @Test
  void howLongItWasAwayIsNoReasonToGiveUp() {
    add(3);
    DeliveryWorker worker = worker(1, false, this::answer);
    turn(worker, 3);
    clock.pass(Duration.ofHours(100));
    away = false;
    turn(worker, 2);
    List<DeliveryRow> left = list.find(DeliveryFilter.all().in(DeliveryState.PENDING));
    assertThat(left).isNotEmpty();

    DeliveryWorker troubled =
        worker(1, false, deliveryItem -> deliveryItem.complete(Outcome.Retry.because("come back")));
    turn(troubled, 3);

    assertThat(list.find(DeliveryFilter.all().in(DeliveryState.PENDING))).hasSameSizeAs(left);
  }

  @Test
  void whatItsOwnTriesWaitedAddsUpUntilItIsDead() {
    add(1);
    DeliveryWorker worker =
        worker(1, false, deliveryItem -> deliveryItem.complete(Outcome.Retry.because("come back")));

    for (int tries = 0; tries < 1_000; tries++) {
      worker.step();
      clock.pass(Duration.ofMinutes(10));
    }

    assertThat(row(1).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(row(1).attempts()).isBetween(432, 900);
  }

  @Test
  void aRoundThatEndsLateLeavesAPersonsPauseAlone() {
    for (Outcome late : List.of(Outcome.Delivered.as("1"), Outcome.Paused.because("not let in"))) {
      DestinationPauses destinationPauses = new DestinationPauses(store, clock);
      destinationPauses.resume("crm");
      add(2);
      DeliveryWorker[] worker = new DeliveryWorker[1];
      worker[0] =
          worker(
              1,
              false,
              deliveryItem -> {
                destinationPauses.pause("crm", "paused by ann: moving house", null);
                clock.pass(Duration.ofSeconds(2));
                worker[0].step();
                deliveryItem.complete(late);
              });

      worker[0].step();
      turn(worker[0], 5);

      assertThat(destinationPauses.all().get("crm").until()).isNull();
      assertThat(destinationPauses.all().get("crm").reason()).contains("by ann");
      assertThat(sent).hasSize(1);
      sent.clear();
    }
  }

  @Test
  void aRecordThatStopsItEachTimeWhileOthersAreTakenIsAtFaultItself() {
    add(20);
    DeliveryWorker worker = takingAllBut("p7", Outcome.Paused.because("HTTP 403"));

    for (int pause = 0; pause < 20; pause++) {
      add(20 + pause);
      turn(worker, 5);
      clock.pass(PROBE);
    }

    assertThat(row(7).state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(row(7).reason()).startsWith("HTTP 403").contains("while others are taken");
    assertThat(new DestinationPauses(store, clock).all()).isEmpty();
  }

  @Test
  void whoeverIsStoppedWithAllOthersIsNoPoisonRecord() {
    add(3);
    DeliveryWorker worker =
        worker(
            1, false, deliveryItem -> deliveryItem.complete(Outcome.Paused.because("logged out")));

    for (int pause = 0; pause < 50; pause++) {
      turn(worker, 2);
      clock.pass(PROBE);
    }

    assertThat(list.find(DeliveryFilter.all().in(DeliveryState.PENDING))).hasSize(3);
  }

  @Test
  void aRecordInTroubleStopsNobody() {
    add(50);
    DeliveryWorker worker = takingAllBut("p7", Outcome.Retry.away("this one always fails"));

    turn(worker, 60);

    assertThat(list.find(DeliveryFilter.all().in(DeliveryState.DELIVERED).page(1_000, null)))
        .hasSize(49);
  }

  private DeliveryWorker takingAllBut(String person, Outcome otherwise) {
    return worker(
        1,
        false,
        deliveryItem ->
            deliveryItem.complete(
                deliveryItem.personKey().equals(person) ? otherwise : Outcome.Delivered.as("1")));
  }
}
