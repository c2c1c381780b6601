package io.aftercall.delivery;

import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.Outbox;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One worker on a real outbox, turned by hand, in front of a destination each test plays. */
public abstract class WorkerStage {
  public static final Duration LEASE = Duration.ofMinutes(1);
  public static final Duration PROBE = Duration.ofMinutes(2);
  static final RetrySettings RETRIES =
      new RetrySettings(Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofHours(72), 0);

  @TempDir Path folder;

  public final TestClock clock = new TestClock();
  public final List<String> sent = new ArrayList<>();
  public Store store;
  public Outbox outbox;
  DeliveryQueries list;

  @BeforeEach
  void open() {
    store = Store.open(Databases.sqlite(folder), clock);
    outbox = new Outbox(store, clock);
    list = new DeliveryQueries(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /**
   * @param destination plays every open item
   */
  public DeliveryWorker worker(int batch, boolean ask, Consumer<DeliveryItem> destination) {
    return on(
        outbox,
        batch,
        ask,
        deliveryBatch -> {
          for (DeliveryItem deliveryItem : deliveryBatch.open()) {
            if (deliveryItem.tryStartSend()) {
              sent.add(deliveryItem.deliveryId());
              destination.accept(deliveryItem);
            }
          }
        });
  }

  public DeliveryWorker on(Outbox memory, int batch, boolean ask, BatchSender batchSender) {
    DestinationSettings rules =
        new DestinationSettings("crm", batch, 1, 0, LEASE, PROBE, RETRIES, ask);
    DeliveryWorker.WorkerContext workerContext =
        new DeliveryWorker.WorkerContext(
            "node-1", clock, new WakeUpRegistry(), new DeliveryMetrics(new SimpleMeterRegistry()));
    return new DeliveryWorker(
        rules, memory, new DestinationPauses(store, clock), batchSender, workerContext);
  }

  /** Each of another person. */
  public void add(int count) {
    List<NewDelivery> fresh = new ArrayList<>();
    for (int call = 1; call <= count; call++) {
      NewDelivery.CallRef ref = new NewDelivery.CallRef("famulor", "call-" + call, 1);
      fresh.add(new NewDelivery("e" + call, ref, "crm", 1, "p" + call, call, 2, null, false));
    }
    store.write(transaction -> outbox.add(transaction, fresh));
  }

  /** Rounds of one worker; between two of them a batch may fill. */
  public void turn(DeliveryWorker worker, int rounds) {
    for (int round = 0; round < rounds; round++) {
      worker.step();
      clock.pass(Duration.ofSeconds(1));
    }
  }

  public DeliveryRow row(int call) {
    return list.get("e" + call + ".crm.1").orElseThrow();
  }
}
