package io.aftercall.camel;

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
        WorkerLoop.start(
            "decide-" + endpoint.getSource(),
            wakeUp,
            () -> routingWorker.step(endpoint.getSource(), endpoint.getBatchSize(), this));
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
      }
      releaseExchange(exchange, false);
    }
    return routingPlan;
  }
}
