package aftercall.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercall.outbox.DeliveryState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nobody knows whether it arrived: repeated where that is harmless, asked about where it is not.
 */
class UnknownOutcomeTest extends WorkerStage {

  @Test
  void withoutAnAnswerItIsRepeated() {
    add(1);
    DeliveryWorker worker =
        worker(1, false, parcel -> parcel.settle(Outcome.TryLater.unknown("no answer")));

    turn(worker, 1);
    clock.pass(Duration.ofSeconds(30));
    turn(worker, 1);

    assertThat(sent).hasSize(2);
    assertThat(row(1).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(list.attempts(row(1).id())).hasSize(2);
    assertThat(list.attempts(row(1).id()).get(0).attempt().outcome()).isEqualTo("unknown");
  }

  @Test
  void withoutAnAnswerAHumanIsAskedWhereTheRouteSaysSo() {
    add(1);
    DeliveryWorker worker =
        worker(1, true, parcel -> parcel.settle(Outcome.TryLater.unknown("no answer")));

    turn(worker, 1);
    clock.pass(Duration.ofHours(1));
    turn(worker, 3);

    assertThat(sent).hasSize(1);
    assertThat(row(1).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(1).reason()).contains("not known whether it arrived", "no answer");
  }

  @Test
  void aWorkerThatDiedMayHaveSentItToo() {
    add(2);
    DeliveryWorker dying =
        on(
            outbox,
            1,
            true,
            shipment -> {
              throw new IllegalStateException("killed here");
            });
    assertThatThrownBy(dying::step).hasMessage("killed here");
    clock.pass(LEASE);

    turn(worker(5, true, parcel -> parcel.settle(Outcome.Delivered.as("1"))), 3);

    assertThat(row(1).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(1).reason()).contains("not known whether it arrived");
    assertThat(row(2).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void whoComesAfterADeadWorkerIsToldThatARecordMayBeThere() {
    add(1);
    outbox.claim(new aftercall.outbox.ClaimRequest("crm", 1, LEASE, "node-2"));
    clock.pass(LEASE);
    List<Boolean> repeated = new ArrayList<>();

    turn(
        worker(
            1,
            false,
            parcel -> {
              repeated.add(parcel.repeated());
              parcel.settle(Outcome.Delivered.as("1"));
            }),
        1);

    assertThat(repeated).containsExactly(true);
  }

  @Test
  void aProcessThatWakesUpAfterItsLoanSendsNothingAnyMore() {
    add(1);
    DeliveryWorker worker =
        on(
            outbox,
            1,
            false,
            shipment -> {
              clock.pass(LEASE);
              assertThat(shipment.parcels().get(0).mayLeave()).isFalse();
            });

    worker.step();

    assertThat(row(1).reason()).contains("the loan ended before it was sent");
    assertThat(row(1).attempts()).isZero();
  }

  @Test
  void aLoanThatEndsDoesNotHideThatPartOfItMayHaveArrived() {
    add(1);
    DeliveryWorker worker =
        on(
            outbox,
            1,
            true,
            shipment -> {
              Parcel parcel = shipment.parcels().get(0);
              assertThat(parcel.mayLeave()).isTrue();
              parcel.doubt();
              clock.pass(LEASE);
              assertThat(parcel.mayLeave()).isFalse();
            });

    worker.step();

    assertThat(row(1).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(1).reason()).contains("not known whether it arrived");
  }

  @Test
  void whatHasLeftANodeThatStopsStaysOnLoanAndTheRestLeavesElsewhere() {
    add(3);
    List<Boolean> left = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>();
    DeliveryWorker[] stopping = new DeliveryWorker[1];
    stopping[0] =
        on(
            outbox,
            3,
            true,
            shipment -> {
              left.add(shipment.parcels().get(0).mayLeave());
              stopping[0].giveBack();
              turn(worker(5, true, parcel -> elsewhere.add(parcel.deliveryId())), 1);
              left.add(shipment.parcels().get(1).mayLeave());
              left.add(shipment.parcels().get(2).mayLeave());
              shipment.parcels().get(0).settle(Outcome.Delivered.as("1"));
            });

    stopping[0].step();

    assertThat(left).containsExactly(true, false, false);
    assertThat(elsewhere).containsExactly("e2.crm.1", "e3.crm.1");
    assertThat(row(1).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(row(2).reason()).as("nobody is asked about what never left").doesNotContain("known");
  }

  @Test
  void aWallClockThatIsSetForwardEndsNoLoanOfThisProcess() {
    add(1);
    DeliveryWorker[] worker = new DeliveryWorker[1];
    worker[0] =
        worker(
            1,
            true,
            parcel -> {
              if (sent.size() == 1) {
                clock.pass(Duration.ofHours(1));
                worker[0].step();
              }
              parcel.settle(Outcome.Delivered.as("1"));
            });

    worker[0].step();

    assertThat(sent).hasSize(1);
    assertThat(row(1).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void whatANodeCouldNotFinishWhenItStoppedIsDueAtOnce() {
    add(3);
    DeliveryWorker[] stopping = new DeliveryWorker[1];
    stopping[0] =
        on(
            outbox,
            2,
            false,
            shipment -> {
              stopping[0].giveBack();
              throw new IllegalStateException("interrupted");
            });
    assertThatThrownBy(() -> stopping[0].step()).hasMessage("interrupted");

    turn(worker(5, false, parcel -> parcel.settle(Outcome.Delivered.as("1"))), 1);

    assertThat(sent).hasSize(3);
  }
}
