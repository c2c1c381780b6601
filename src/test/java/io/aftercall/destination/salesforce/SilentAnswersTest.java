package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.concurrent.WakeUp;
import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.concurrent.WorkerLoop;
import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.delivery.DeliveryMetrics;
import io.aftercall.delivery.DeliveryWorker;
import io.aftercall.delivery.DestinationSettings;
import io.aftercall.delivery.RetrySettings;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.Outbox;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Answers after which camel-salesforce waits for itself for ever, or is done at once, by version:
 * the worker is there afterwards either way, and the delivery has a state with a sentence.
 */
class SilentAnswersTest extends SalesforceStage {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @TempDir Path folder;

  private void send(DeliveryBatch deliveryBatch) {
    for (DeliveryItem deliveryItem : deliveryBatch.items()) {
      ObjectNode record = JsonNodeFactory.instance.objectNode();
      deliveryItem.record(
          record.put("Key__c", deliveryItem.eventId()).put("LastName", "Muster"), "v1");
    }
    Exception failure = stage.deliver(deliveryBatch).getException();
    if (failure != null) {
      deliveryBatch.completeRemaining(
          new SalesforceExceptionClassifier()
              .read(failure)
              .orElse(Outcome.Retry.because("the route failed")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | null
          400 | [null]
          200 | []
          200 | {"id":null}
          500 | null
          """)
  void theWorkerIsThereAfterwards(int status, String body) throws Exception {
    TestClock clock = new TestClock();
    start(request -> Answer.json(status, body), LEADS);
    try (Store store = Store.open(Databases.sqlite(folder), clock)) {
      Outbox outbox = new Outbox(store, clock);
      NewDelivery.CallRef ref = new NewDelivery.CallRef("famulor", "1", 1);
      store.write(
          transaction ->
              outbox.add(
                  transaction,
                  List.of(new NewDelivery("e1", ref, "crm", 1, "p", 1, 2, null, false))));
      WorkerRegistry workers = WorkerRegistry.open();
      DeliveryWorker worker =
          new DeliveryWorker(
              new DestinationSettings(
                  "crm",
                  1,
                  1,
                  0,
                  Duration.ofMinutes(5),
                  Duration.ofMinutes(1),
                  RetrySettings.DEFAULT,
                  false,
                  LIMIT),
              outbox,
              new DestinationPauses(store, clock),
              this::send,
              new DeliveryWorker.WorkerContext(
                  "node-1",
                  clock,
                  new WakeUpRegistry(),
                  new DeliveryMetrics(new SimpleMeterRegistry()),
                  workers));
      WorkerLoop workerLoop =
          workers.start(
              "deliver-crm-1",
              "crm",
              new WakeUp(),
              worker::step,
              (thread, lasts) -> worker.giveUp(thread));
      DeliveryQueries list = new DeliveryQueries(store);
      await()
          .dontCatchUncaughtExceptions()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                var row = list.get("e1.crm.1").orElseThrow();
                return row.state() != DeliveryState.SENDING && row.reason() != null;
              });
      assertThat(workers.statuses()).allMatch(one -> one.state().works());
      WorkerLoop.close(List.of(workerLoop), Duration.ofSeconds(10));
      assertThat(workerLoop.awaitStopped(Duration.ofMillis(1))).isTrue();
      workers.close();
    }
  }
}
