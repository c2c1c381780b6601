package aftercall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.outbox.DeliveryFilter;
import aftercall.outbox.DeliveryState;
import aftercall.outbox.Pauses;
import org.junit.jupiter.api.Test;

/** A destination that is away costs a few attempts and one probe at a time, never a backlog. */
class AwayDestinationTest extends WorkerStage {
  private boolean away = true;

  private void answer(Parcel parcel) {
    parcel.settle(away ? Outcome.TryLater.away("nobody there") : Outcome.Delivered.as("1"));
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
    assertThat(new Pauses(store, clock).all().get("crm").reason()).isEqualTo("nobody there");
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

    assertThat(new Pauses(store, clock).all()).isEmpty();
    assertThat(list.find(DeliveryFilter.all().page(1_000, null)))
        .allMatch(row -> row.state() == DeliveryState.DELIVERED);
  }

  @Test
  void aRecordInTroubleStopsNobody() {
    add(50);
    DeliveryWorker worker =
        worker(
            1,
            false,
            parcel ->
                parcel.settle(
                    parcel.personKey().equals("p7")
                        ? Outcome.TryLater.away("this one always fails")
                        : Outcome.Delivered.as("1")));

    turn(worker, 60);

    assertThat(list.find(DeliveryFilter.all().in(DeliveryState.DELIVERED).page(1_000, null)))
        .hasSize(49);
  }
}
