package aftercall.route;

import aftercall.delivery.Loop;
import aftercall.delivery.Signal;
import aftercall.journal.EventState;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * {@code from: inbox:<source>}: hands every call to the decide route, each as a question of its
 * own.
 */
final class InboxConsumer extends DefaultConsumer implements Decisions.Question {
  private final InboxEndpoint endpoint;
  private final Decisions decisions;
  private Signal signal;
  private Loop loop;

  InboxConsumer(InboxEndpoint endpoint, Processor processor, Decisions decisions) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.decisions = decisions;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    if (decisions == null) {
      return;
    }
    signal = decisions.node().signals().listen(address());
    loop =
        Loop.start(
            "decide-" + endpoint.getSource(),
            signal,
            () -> decisions.step(endpoint.getSource(), endpoint.getBatchSize(), this));
  }

  @Override
  protected void doStop() throws Exception {
    if (loop != null) {
      decisions.node().signals().forget(address(), signal);
      loop.close();
      loop = null;
    }
    super.doStop();
  }

  String source() {
    return endpoint.getSource();
  }

  private String address() {
    return "inbox:" + endpoint.getSource();
  }

  @Override
  public Plan ask(ObjectNode call) {
    Exchange exchange = createExchange(false);
    Plan plan = Plan.begin(exchange);
    try {
      exchange.getMessage().setBody(call);
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    } finally {
      Exception failure = exchange.getException();
      if (failure != null) {
        plan.end(EventState.HELD, RouteFailure.explain(exchange, failure));
      }
      releaseExchange(exchange, false);
    }
    return plan;
  }
}
