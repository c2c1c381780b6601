package io.aftercall.camel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.delivery.BatchSender;
import io.aftercall.delivery.DeliveryWorker;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.ExceptionClassifier;
import io.aftercall.destination.Outcome;
import io.aftercall.person.ContactPolicy;
import io.aftercall.routing.CallCache;
import io.aftercall.routing.NodeInfo;
import io.aftercall.routing.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/**
 * What every {@code outbox:} consumer works with.
 *
 * @param memories null in a dry run, where nothing is claimed
 * @param failures one per protocol; the first that knows an exception decides what it means
 * @param defaults sets the operator's defaults ({@code aftercall.delivery.*}) on a new endpoint
 */
public record DeliveryContext(
    Stores stores,
    CallCache calls,
    NodeInfo node,
    List<ExceptionClassifier> failures,
    Consumer<OutboxEndpoint> defaults) {

  /** For a dry run: nothing is due, nothing is recorded. */
  public static DeliveryContext none() {
    return new DeliveryContext(null, null, null, List.of(), endpoint -> {});
  }

  boolean live() {
    return stores != null;
  }

  DeliveryWorker worker(OutboxEndpoint endpoint, BatchSender batchSender) {
    return new DeliveryWorker(
        endpoint.rules(), stores.outbox(), stores.pauses(), batchSender, node.post());
  }

  /** Which of these calls' customers must not be contacted, and why, by event id. */
  Map<String, String> suppressed(Map<String, ObjectNode> calls, ContactPolicy policy) {
    return stores.suppressions().reasons(calls, policy);
  }

  /** Has the item ask once more right before it leaves. */
  void guard(DeliveryItem deliveryItem, ObjectNode call, ContactPolicy policy) {
    deliveryItem.suppressions(
        () -> stores.suppressions().reason(call, policy), stores.suppressions()::reason);
  }

  /** What the other side said to a route that sends by itself, where the failure holds it. */
  Optional<String> rawAnswer(Throwable failure) {
    return failures.stream()
        .map(reader -> reader.rawAnswer(failure))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What a failed deliver route means for the records that were on their way. */
  Outcome explain(Exchange exchange, Throwable failure) {
    return failures.stream()
        .map(reader -> reader.read(failure))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> Outcome.Retry.because(RouteFailure.explain(exchange, failure)));
  }
}
