package io.aftercall.camel.dev;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nothing comes from it, and what goes to it is logged by its address, without the body. */
final class StandInEndpoint extends DefaultEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(StandInEndpoint.class);

  StandInEndpoint(String uri, Component component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() {
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) {
        LOG.info("standin.reached endpoint={}", getEndpointUri());
      }
    };
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new DefaultConsumer(this, processor);
  }
}
