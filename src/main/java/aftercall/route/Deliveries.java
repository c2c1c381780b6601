package aftercall.route;

import aftercall.delivery.DeliveryWorker;
import aftercall.delivery.FailureReader;
import aftercall.delivery.Outcome;
import aftercall.delivery.Sender;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/**
 * What every {@code outbox:} consumer works with.
 *
 * @param memories null in a rehearsal, where nothing is claimed
 * @param failures one per protocol; the first that knows an exception decides what it means
 * @param defaults sets the operator's defaults ({@code aftercall.delivery.*}) on a new endpoint
 */
record Deliveries(
    Memories memories,
    Calls calls,
    NodeContext node,
    List<FailureReader> failures,
    Consumer<OutboxEndpoint> defaults) {

  /** For a rehearsal: nothing is due, nothing is recorded. */
  static Deliveries none() {
    return new Deliveries(null, null, null, List.of(), endpoint -> {});
  }

  boolean live() {
    return memories != null;
  }

  DeliveryWorker worker(OutboxEndpoint endpoint, Sender sender) {
    return new DeliveryWorker(
        endpoint.rules(), memories.outbox(), memories.pauses(), sender, node.post());
  }

  /** What a failed deliver route means for the records that were on their way. */
  Outcome explain(Exchange exchange, Throwable failure) {
    return failures.stream()
        .map(reader -> reader.read(failure))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> Outcome.TryLater.because(RouteFailure.explain(exchange, failure)));
  }
}
