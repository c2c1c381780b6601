package aftercall.delivery;

import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryRow;
import aftercall.outbox.NewDelivery;
import aftercall.outbox.Outbox;
import aftercall.outbox.Pauses;
import aftercall.store.Databases;
import aftercall.store.Store;
import aftercall.store.TestClock;
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
abstract class WorkerStage {
  static final Duration LEASE = Duration.ofMinutes(1);
  static final Duration PROBE = Duration.ofMinutes(2);
  static final RetryRules RETRIES =
      new RetryRules(Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofHours(72), 0);

  @TempDir Path folder;

  final TestClock clock = new TestClock();
  final List<String> sent = new ArrayList<>();
  Store store;
  Outbox outbox;
  DeliveryList list;

  @BeforeEach
  void open() {
    store = Store.open(Databases.sqlite(folder), clock);
    outbox = new Outbox(store, clock);
    list = new DeliveryList(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /**
   * @param destination plays every open parcel
   */
  DeliveryWorker worker(int batch, boolean ask, Consumer<Parcel> destination) {
    return on(
        outbox,
        batch,
        ask,
        shipment -> {
          for (Parcel parcel : shipment.open()) {
            if (parcel.mayLeave()) {
              sent.add(parcel.deliveryId());
              destination.accept(parcel);
            }
          }
        });
  }

  DeliveryWorker on(Outbox memory, int batch, boolean ask, Sender sender) {
    DestinationRules rules = new DestinationRules("crm", batch, 1, 0, LEASE, PROBE, RETRIES, ask);
    DeliveryWorker.Post post =
        new DeliveryWorker.Post(
            "node-1", clock, new Signals(), new DeliveryMeters(new SimpleMeterRegistry()));
    return new DeliveryWorker(rules, memory, new Pauses(store, clock), sender, post);
  }

  /** Each of another person. */
  void add(int count) {
    List<NewDelivery> fresh = new ArrayList<>();
    for (int call = 1; call <= count; call++) {
      NewDelivery.CallRef ref = new NewDelivery.CallRef("famulor", "call-" + call, 1);
      fresh.add(new NewDelivery("e" + call, ref, "crm", 1, "p" + call, call, 2, null, false));
    }
    store.write(tx -> outbox.add(tx, fresh));
  }

  /** Rounds of one worker; between two of them a batch may fill. */
  void turn(DeliveryWorker worker, int rounds) {
    for (int round = 0; round < rounds; round++) {
      worker.step();
      clock.pass(Duration.ofSeconds(1));
    }
  }

  DeliveryRow row(int call) {
    return list.get("e" + call + ".crm.1").orElseThrow();
  }
}
