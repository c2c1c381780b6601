package io.aftercall.camel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.concurrent.WakeUp;
import io.aftercall.concurrent.WorkerLoop;
import io.aftercall.config.AllowedNetworks;
import io.aftercall.delivery.BatchSender;
import io.aftercall.delivery.DeliveryWorker;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.mapping.Trace;
import io.aftercall.mapping.jq.RuleTooLongException;
import io.aftercall.person.ContactPolicy;
import io.aftercall.routing.CallCache;
import io.aftercall.routing.DataSharingPolicy;
import io.aftercall.routing.DestinationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * {@code from: outbox:<destination>}: takes what is due through the deliver route, several rounds
 * at a time.
 */
public final class OutboxConsumer extends DefaultConsumer implements BatchSender {
  /** Until it is looked again whether the destination is still off. */
  private static final Duration OFF = Duration.ofSeconds(1);

  private final OutboxEndpoint endpoint;
  private final DestinationRegistry destinationRegistry;
  private final DeliveryContext deliveryContext;
  private final List<WorkerLoop> workerLoops = new ArrayList<>();
  private final List<WakeUp> wakeUps = new ArrayList<>();
  private DeliveryWorker worker;

  OutboxConsumer(
      OutboxEndpoint endpoint,
      Processor processor,
      DestinationRegistry destinationRegistry,
      DeliveryContext deliveryContext) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.destinationRegistry = destinationRegistry;
    this.deliveryContext = deliveryContext;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    destinationRegistry.open(endpoint.getDestination(), endpoint.isSendOnce(), endpoint.contact());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    if (!deliveryContext.live()) {
      return;
    }
    worker = deliveryContext.worker(endpoint, this);
    for (int i = 1; i <= endpoint.getConcurrency(); i++) {
      WakeUp wakeUp = deliveryContext.node().signals().listen(address());
      wakeUps.add(wakeUp);
      workerLoops.add(
          deliveryContext
              .node()
              .post()
              .workers()
              .start(
                  "deliver-" + endpoint.getDestination() + "-" + i,
                  endpoint.getDestination(),
                  wakeUp,
                  this::step,
                  (thread, lasts) -> worker.giveUp(thread)));
    }
  }

  private Duration step() {
    return destinationRegistry.off(endpoint.getDestination()).isPresent() ? OFF : worker.step();
  }

  /** Lets no new round begin; returns at once. */
  void stopSoon() {
    workerLoops.forEach(WorkerLoop::stopSoon);
  }

  @Override
  protected void doStop() throws Exception {
    wakeUps.forEach(wakeUp -> deliveryContext.node().signals().forget(address(), wakeUp));
    finish(WorkerLoop.STOP_LIMIT);
    wakeUps.clear();
    super.doStop();
  }

  /** Waits for the rounds in flight; what they cannot finish is given back. */
  void finish(Duration limit) {
    if (!workerLoops.isEmpty()) {
      WorkerLoop.close(workerLoops, limit);
      workerLoops.clear();
      worker.releaseLeases();
    }
  }

  /** Whether what is sent there reaches the customer. */
  public ContactPolicy contact() {
    return endpoint.contact();
  }

  public String destination() {
    return endpoint.getDestination();
  }

  private String address() {
    return "outbox:" + endpoint.getDestination();
  }

  @Override
  public void send(DeliveryBatch deliveryBatch) {
    process(deliveryBatch, bodies(deliveryBatch), null, Map.of());
  }

  /**
   * Takes the calls of the open items through the route, as one exchange.
   *
   * @param listener hears how each record was mapped; null when nobody listens
   * @param properties of the exchange beside ours
   */
  public void process(
      DeliveryBatch deliveryBatch,
      List<ObjectNode> calls,
      Consumer<Trace> listener,
      Map<String, Object> properties) {
    if (calls.isEmpty()) {
      return;
    }
    Exchange exchange = createExchange(false);
    try {
      properties.forEach(exchange::setProperty);
      exchange.setProperty(DeliveryBatch.PROPERTY, deliveryBatch);
      exchange.setProperty(AllowedNetworks.PROPERTY, endpoint.reach());
      exchange.setProperty(MappingProducer.LISTENER, listener);
      List<DeliveryItem> open = deliveryBatch.open();
      for (int i = 0; i < Math.min(open.size(), calls.size()); i++) {
        open.get(i).call(calls.get(i));
      }
      List<ObjectNode> shared = shared(calls);
      exchange.getMessage().setBody(endpoint.getBatchSize() > 1 ? shared : shared.get(0));
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    Exception failure = exchange.getException();
    // What the machine has not got is nobody's outcome: the worker meets it with a smaller batch.
    VirtualMachineError machine = RouteFailure.machine(failure);
    if (machine != null) {
      throw machine;
    }
    RuleTooLongException rule = RuleTooLongException.in(failure);
    if (rule != null && deliveryBatch.open().size() > 1) {
      // The worker finds the one it is about, or that it was the number of them.
      throw rule;
    }
    deliveryContext
        .rawAnswer(failure)
        .ifPresent(said -> deliveryBatch.open().forEach(item -> item.rawAnswer(said)));
    deliveryBatch.completeRemaining(
        rule != null
            ? Outcome.Rejected.because(rule.getMessage())
            : failure == null
                ? Outcome.Delivered.as("")
                : deliveryContext.explain(exchange, failure));
    releaseExchange(exchange, false);
  }

  private List<ObjectNode> shared(List<ObjectNode> calls) {
    DataSharingPolicy dataSharingPolicy = endpoint.share();
    List<ObjectNode> shared = new ArrayList<>(calls.size());
    calls.forEach(call -> shared.add(dataSharingPolicy.of(call)));
    return shared;
  }

  /**
   * The calls of the open items, in order, as many as fit in; the others are left for the next
   * batch. A call that cannot be read any more has its item refused, and whoever opted out is not
   * contacted.
   */
  private List<ObjectNode> bodies(DeliveryBatch deliveryBatch) {
    CallCache.Found calls =
        deliveryContext
            .calls()
            .of(deliveryBatch.open().stream().map(DeliveryItem::eventId).toList());
    ContactPolicy policy = endpoint.contact();
    Map<String, String> suppressed = deliveryContext.suppressed(calls.calls(), policy);
    List<ObjectNode> bodies = new ArrayList<>(deliveryBatch.items().size());
    for (DeliveryItem deliveryItem : deliveryBatch.open()) {
      ObjectNode call = calls.calls().get(deliveryItem.eventId());
      if (calls.leftOut().contains(deliveryItem.eventId())) {
        deliveryItem.postpone("its batch was large enough without it");
      } else if (call == null) {
        deliveryItem.completeLocally(
            Outcome.Rejected.because("the stored call is gone or cannot be read any more"));
      } else if (suppressed.containsKey(deliveryItem.eventId())) {
        deliveryItem.completeLocally(
            new Outcome.Suppressed(suppressed.get(deliveryItem.eventId())));
      } else {
        deliveryContext.guard(deliveryItem, call, policy);
        bodies.add(call);
      }
    }
    return bodies;
  }
}
