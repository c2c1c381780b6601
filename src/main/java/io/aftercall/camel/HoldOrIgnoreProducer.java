package io.aftercall.camel;

import io.aftercall.journal.EventState;
import io.aftercall.routing.RoutingPlan;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** {@code inbox:hold} and {@code inbox:ignore}: the call goes nowhere, and the reason says why. */
final class HoldOrIgnoreProducer extends DefaultProducer {
  private final EventState state;
  private final String reason;

  HoldOrIgnoreProducer(Endpoint endpoint, EventState state, String reason) {
    super(endpoint);
    this.state = state;
    this.reason = reason == null ? "the decide route says so" : reason;
  }

  @Override
  public void process(Exchange exchange) {
    RoutingPlan.of(exchange).end(state, reason);
  }
}
