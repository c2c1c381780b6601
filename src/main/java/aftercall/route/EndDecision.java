package aftercall.route;

import aftercall.journal.EventState;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** {@code inbox:hold} and {@code inbox:ignore}: the call goes nowhere, and the reason says why. */
final class EndDecision extends DefaultProducer {
  private final EventState state;
  private final String reason;

  EndDecision(Endpoint endpoint, EventState state, String reason) {
    super(endpoint);
    this.state = state;
    this.reason = reason == null ? "the decide route says so" : reason;
  }

  @Override
  public void process(Exchange exchange) {
    Plan.of(exchange).end(state, reason);
  }
}
