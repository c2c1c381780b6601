package io.aftercall.destination.salesforce;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.salesforce.SalesforceEndpoint;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * A Salesforce endpoint whose producer always comes back. Camel's own waits for ever where an
 * answer is not what it expects: the failure is thrown on a thread of the HTTP client, where nobody
 * hears it. Whoever is late then writes into a copy of the exchange that nobody reads.
 */
final class AnsweredEndpoint extends SalesforceEndpoint {
  private static final long LOOK_MILLIS = 100;

  private final AnswerWatch watch;
  private final Duration limit;

  /**
   * @param limit of a whole request
   */
  AnsweredEndpoint(SalesforceEndpoint inner, AnswerWatch watch, Duration limit) {
    super(
        inner.getEndpointUri(),
        inner.getComponent(),
        inner.getConfiguration(),
        inner.getOperationName(),
        inner.getTopicName());
    this.watch = watch;
    this.limit = limit;
  }

  @Override
  public Producer createProducer() throws Exception {
    return new AnsweredProducer((AsyncProducer) super.createProducer());
  }

  private final class AnsweredProducer extends DefaultProducer {
    private final AsyncProducer inner;

    private AnsweredProducer(AsyncProducer inner) {
      super(AnsweredEndpoint.this);
      this.inner = inner;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
      Exchange copy = ExchangeHelper.createCopy(exchange, true);
      String ticket = exchange.getExchangeId();
      copy.getMessage().setHeader(AnswerWatch.TICKET, ticket);
      watch.open(ticket);
      try {
        await(copy, ticket);
      } finally {
        watch.close(ticket);
      }
      if (copy.getException() != null) {
        throw copy.getException();
      }
      copy.getMessage().removeHeader(AnswerWatch.TICKET);
      ExchangeHelper.copyResults(exchange, copy);
    }

    private void await(Exchange copy, String ticket)
        throws SalesforceException, InterruptedException {
      CountDownLatch done = new CountDownLatch(1);
      try {
        inner.process(copy, doneSync -> done.countDown());
      } catch (NullPointerException | ClassCastException | IndexOutOfBoundsException e) {
        // Only a login is read on this thread.
        throw new SalesforceException(SalesforceExceptionClassifier.UNREADABLE_LOGIN, 0, e);
      }
      while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        AnswerWatch.Unheard unheard = watch.unheard(ticket, limit).orElse(null);
        if (unheard != null) {
          throw new SalesforceException(
              SalesforceExceptionClassifier.unreadable(unheard.method()), unheard.status());
        }
      }
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      ServiceHelper.startService(inner);
    }

    @Override
    protected void doStop() throws Exception {
      ServiceHelper.stopService(inner);
      super.doStop();
    }
  }
}
