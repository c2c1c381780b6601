package aftercall.route;

import aftercall.config.Reach;
import aftercall.delivery.DeliveryWorker;
import aftercall.delivery.Loop;
import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Sender;
import aftercall.delivery.Shipment;
import aftercall.delivery.Signal;
import aftercall.mapping.Trace;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
final class OutboxConsumer extends DefaultConsumer implements Sender {
  private final OutboxEndpoint endpoint;
  private final Destinations destinations;
  private final Deliveries deliveries;
  private final List<Loop> loops = new ArrayList<>();
  private final List<Signal> signals = new ArrayList<>();
  private DeliveryWorker worker;

  OutboxConsumer(
      OutboxEndpoint endpoint,
      Processor processor,
      Destinations destinations,
      Deliveries deliveries) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.destinations = destinations;
    this.deliveries = deliveries;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    destinations.open(endpoint.getDestination(), endpoint.isOncePerCall());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    if (!deliveries.live()) {
      return;
    }
    worker = deliveries.worker(endpoint, this);
    for (int i = 1; i <= endpoint.getConcurrency(); i++) {
      Signal signal = deliveries.node().signals().listen(address());
      signals.add(signal);
      loops.add(Loop.start("deliver-" + endpoint.getDestination() + "-" + i, signal, worker::step));
    }
  }

  /** Lets no new round begin; returns at once. */
  void stopSoon() {
    loops.forEach(Loop::stopSoon);
  }

  @Override
  protected void doStop() throws Exception {
    signals.forEach(signal -> deliveries.node().signals().forget(address(), signal));
    finish(Loop.STOP_LIMIT);
    signals.clear();
    super.doStop();
  }

  /** Waits for the rounds in flight; what they cannot finish is given back. */
  void finish(Duration limit) {
    if (!loops.isEmpty()) {
      Loop.close(loops, limit);
      loops.clear();
      worker.giveBack();
    }
  }

  String destination() {
    return endpoint.getDestination();
  }

  private String address() {
    return "outbox:" + endpoint.getDestination();
  }

  @Override
  public void send(Shipment shipment) {
    carry(shipment, bodies(shipment), null);
  }

  /**
   * Takes the calls of the open parcels through the route, as one exchange.
   *
   * @param listener hears how each record was mapped; null when nobody listens
   */
  void carry(Shipment shipment, List<ObjectNode> calls, Consumer<Trace> listener) {
    if (calls.isEmpty()) {
      return;
    }
    Exchange exchange = createExchange(false);
    try {
      exchange.setProperty(Shipment.PROPERTY, shipment);
      exchange.setProperty(Reach.PROPERTY, endpoint.reach());
      exchange.setProperty(MappingProducer.LISTENER, listener);
      List<ObjectNode> shared = shared(calls);
      exchange.getMessage().setBody(endpoint.getBatchSize() > 1 ? shared : shared.get(0));
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    } finally {
      Exception failure = exchange.getException();
      shipment.settleOpen(
          failure == null ? Outcome.Delivered.as("") : deliveries.explain(exchange, failure));
      releaseExchange(exchange, false);
    }
  }

  private List<ObjectNode> shared(List<ObjectNode> calls) {
    Share share = endpoint.share();
    List<ObjectNode> shared = new ArrayList<>(calls.size());
    calls.forEach(call -> shared.add(share.of(call)));
    return shared;
  }

  /**
   * The calls of the open parcels, in order. A call that cannot be read any more has its parcel
   * refused.
   */
  private List<ObjectNode> bodies(Shipment shipment) {
    Map<String, ObjectNode> calls =
        deliveries.calls().of(shipment.parcels().stream().map(Parcel::eventId).toList());
    List<ObjectNode> bodies = new ArrayList<>(shipment.parcels().size());
    for (Parcel parcel : shipment.parcels()) {
      ObjectNode call = calls.get(parcel.eventId());
      if (call == null) {
        parcel.settleHere(
            Outcome.Refused.because("the stored call is gone or cannot be read any more"));
      } else {
        bodies.add(call);
      }
    }
    return bodies;
  }
}
