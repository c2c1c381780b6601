package io.aftercall.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.concurrent.WakeUp;
import io.aftercall.concurrent.WorkerLoop;
import io.aftercall.journal.EventState;
import io.aftercall.routing.RoutingPlan;
import io.aftercall.routing.RoutingWorker;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * {@code from: inbox:<source>}: hands every call to the decide route, each as a question of its
 * own.
 */
public final class InboxConsumer extends DefaultConsumer implements RoutingWorker.Router {
  /** The reason of a call that came to the end of its route. */
  private static final String UNROUTED = "no rule named a destination";

  private final InboxEndpoint endpoint;
  private final RoutingWorker routingWorker;
  private WakeUp wakeUp;
  private WorkerLoop workerLoop;

  InboxConsumer(InboxEndpoint endpoint, Processor processor, RoutingWorker routingWorker) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.routingWorker = routingWorker;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    if (routingWorker == null) {
      return;
    }
    wakeUp = routingWorker.node().signals().listen(address());
    workerLoop =
        routingWorker
            .node()
            .post()
            .workers()
            .start(
                "decide-" + endpoint.getSource(),
                "",
                wakeUp,
                () -> routingWorker.step(endpoint.getSource(), endpoint.getBatchSize(), this),
                (thread, lasts) -> routingWorker.giveUp(endpoint.getSource()));
  }

  @Override
  protected void doStop() throws Exception {
    if (workerLoop != null) {
      routingWorker.node().signals().forget(address(), wakeUp);
      workerLoop.close();
      workerLoop = null;
    }
    super.doStop();
  }

  public String source() {
    return endpoint.getSource();
  }

  private String address() {
    return "inbox:" + endpoint.getSource();
  }

  @Override
  public RoutingPlan ask(ObjectNode call) {
    if (isUnfinished(call)) {
      return unfinished(call);
    }
    Exchange exchange = createExchange(false);
    RoutingPlan routingPlan = RoutingPlan.begin(exchange);
    try {
      exchange.getMessage().setBody(call);
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    } finally {
      Exception failure = exchange.getException();
      if (failure != null) {
        routingPlan.end(EventState.HELD, RouteFailure.explain(exchange, failure));
      } else if (routingPlan.state() == EventState.ROUTED
          && routingPlan.plannedDeliveries().isEmpty()) {
        routingPlan.end(EventState.UNROUTED, UNROUTED);
      }
      releaseExchange(exchange, false);
    }
    String hold = call.path("hold_reason").textValue();
    if (hold != null
        && (routingPlan.state() == EventState.ROUTED
            || routingPlan.state() == EventState.UNROUTED)) {
      routingPlan.end(EventState.HELD, hold);
    }
    return routingPlan;
  }

  /** A sender may report while it still rings: what comes of the call is reported later. */
  private static boolean isUnfinished(ObjectNode call) {
    JsonNode ended = call.path("final");
    return ended.isBoolean() && !ended.booleanValue();
  }

  private static RoutingPlan unfinished(ObjectNode call) {
    RoutingPlan routingPlan = new RoutingPlan();
    routingPlan.end(
        EventState.IGNORED, "the call is not over yet: status " + call.path("status").asText("?"));
    return routingPlan;
  }
}
