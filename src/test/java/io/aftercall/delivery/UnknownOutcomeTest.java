package io.aftercall.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.store.StoreUnavailableException;
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
        worker(1, false, deliveryItem -> deliveryItem.complete(Outcome.Retry.unknown("no answer")));

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
        worker(1, true, deliveryItem -> deliveryItem.complete(Outcome.Retry.unknown("no answer")));

    turn(worker, 1);
    clock.pass(Duration.ofHours(1));
    turn(worker, 3);

    assertThat(sent).hasSize(1);
    assertThat(row(1).state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(row(1).reason()).contains("not known whether it arrived", "no answer");
  }

  @Test
  void aSuccessThatCanNeverBeReadIsRepeatedTwiceAndThenAskedAbout() {
    add(1);
    DeliveryWorker worker =
        worker(
            1,
            false,
            deliveryItem -> {
              deliveryItem.rawAnswer("<html>Max</html>");
              deliveryItem.complete(Outcome.Retry.unclear("the answer is no JSON"));
            });

    for (int i = 0; i < 10; i++) {
      turn(worker, 1);
      clock.pass(Duration.ofHours(1));
    }

    assertThat(sent).hasSize(3);
    assertThat(row(1).state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(row(1).reason()).contains("not known whether it arrived", "the answer is no JSON");
    assertThat(list.attempts(row(1).id()).get(0).attempt().outcome()).isEqualTo("unknown");
    assertThat(list.answers(row(1).id()))
        .containsOnlyKeys(1, 2, 3)
        .containsValue("<html>Max</html>");
  }

  @Test
  void aPlainSuccessKeepsNoAnswerAndAStopKeepsIts() {
    add(2);
    DeliveryWorker worker =
        worker(
            1,
            false,
            deliveryItem -> {
              deliveryItem.rawAnswer("said");
              boolean first = deliveryItem.deliveryId().startsWith("e1.");
              deliveryItem.complete(
                  first ? Outcome.Delivered.as("1") : Outcome.Paused.because("no login"));
            });
    turn(worker, 2);

    assertThat(list.answers(row(1).id())).isEmpty();
    assertThat(list.answers(row(2).id())).containsOnlyKeys(1);
    assertThat(list.attempts(row(2).id())).isEmpty();
  }

  @Test
  void aWorkerThatDiedMayHaveSentItToo() {
    add(2);
    DeliveryWorker dying =
        on(
            outbox,
            1,
            true,
            deliveryBatch -> {
              throw new StoreUnavailableException("killed here", null);
            });
    assertThatThrownBy(dying::step).hasMessage("killed here");
    clock.pass(LEASE);

    turn(worker(5, true, deliveryItem -> deliveryItem.complete(Outcome.Delivered.as("1"))), 3);

    assertThat(row(1).state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(row(1).reason()).contains("not known whether it arrived");
    assertThat(row(2).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void whoComesAfterADeadWorkerIsToldThatARecordMayBeThere() {
    add(1);
    outbox.lease(new io.aftercall.outbox.LeaseRequest("crm", 1, LEASE, "node-2"));
    clock.pass(LEASE);
    List<Boolean> repeated = new ArrayList<>();

    turn(
        worker(
            1,
            false,
            deliveryItem -> {
              repeated.add(deliveryItem.repeated());
              deliveryItem.complete(Outcome.Delivered.as("1"));
            }),
        1);

    assertThat(repeated).containsExactly(true);
  }

  @Test
  void aProcessThatWakesUpAfterItsLeaseSendsNothingAnyMore() {
    add(1);
    DeliveryWorker worker =
        on(
            outbox,
            1,
            false,
            deliveryBatch -> {
              clock.pass(LEASE);
              assertThat(deliveryBatch.items().get(0).tryStartSend()).isFalse();
            });

    worker.step();

    assertThat(row(1).reason()).contains("the loan ended before it was sent");
    assertThat(row(1).attempts()).isZero();
  }

  @Test
  void aLeaseThatEndsDoesNotHideThatPartOfItMayHaveArrived() {
    add(1);
    DeliveryWorker worker =
        on(
            outbox,
            1,
            true,
            deliveryBatch -> {
              DeliveryItem deliveryItem = deliveryBatch.items().get(0);
              assertThat(deliveryItem.tryStartSend()).isTrue();
              deliveryItem.markOutcomeUnknown();
              clock.pass(LEASE);
              assertThat(deliveryItem.tryStartSend()).isFalse();
            });

    worker.step();

    assertThat(row(1).state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(row(1).reason()).contains("not known whether it arrived");
  }

  @Test
  void whatHasLeftANodeThatStopsStaysOnLeaseAndTheRestLeavesElsewhere() {
    add(3);
    List<Boolean> left = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>();
    DeliveryWorker[] stopping = new DeliveryWorker[1];
    stopping[0] =
        on(
            outbox,
            3,
            true,
            deliveryBatch -> {
              left.add(deliveryBatch.items().get(0).tryStartSend());
              stopping[0].releaseLeases();
              turn(worker(5, true, deliveryItem -> elsewhere.add(deliveryItem.deliveryId())), 1);
              left.add(deliveryBatch.items().get(1).tryStartSend());
              left.add(deliveryBatch.items().get(2).tryStartSend());
              deliveryBatch.items().get(0).complete(Outcome.Delivered.as("1"));
            });

    stopping[0].step();

    assertThat(left).containsExactly(true, false, false);
    assertThat(elsewhere).containsExactly("e2.crm.1", "e3.crm.1");
    assertThat(row(1).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(row(2).reason()).as("nobody is asked about what never left").doesNotContain("known");
  }

  @Test
  void aWallClockThatIsSetForwardEndsNoLeaseOfThisProcess() {
    add(1);
    DeliveryWorker[] worker = new DeliveryWorker[1];
    worker[0] =
        worker(
            1,
            true,
            deliveryItem -> {
              if (sent.size() == 1) {
                clock.pass(Duration.ofHours(1));
                worker[0].step();
              }
              deliveryItem.complete(Outcome.Delivered.as("1"));
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
            deliveryBatch -> {
              stopping[0].releaseLeases();
              throw new StoreUnavailableException("interrupted", null);
            });
    assertThatThrownBy(() -> stopping[0].step()).hasMessage("interrupted");

    // One first: whoever had them did not come back.
    turn(worker(5, false, deliveryItem -> deliveryItem.complete(Outcome.Delivered.as("1"))), 2);

    assertThat(sent).hasSize(3);
  }
}
