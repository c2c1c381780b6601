package io.aftercall.destination.salesforce;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The steps of the kamelet {@code salesforce-upsert}, bean {@code salesforce-upsert}. The {@link
 * Upsert} rides in the exchange property {@value #PROPERTY}.
 */
public final class UpsertSteps {
  static final String PROPERTY = "salesforceUpsert";

  private final SalesforceLogin login;
  private final SalesforceExceptionClassifier failures;
  private final ApiQuota quota;

  UpsertSteps(SalesforceLogin login, SalesforceExceptionClassifier failures, ApiQuota quota) {
    this.login = login;
    this.failures = failures;
    this.quota = quota;
  }

  /**
   * @param reserve percent of the org's API calls that records of this kind leave to others
   * @param converted {@code settle} or {@code refuse}: what becomes of a record whose Lead is a
   *     Contact by now; null from kamelets of before: settle
   */
  public void begin(
      Exchange exchange,
      String object,
      String externalId,
      String recordPer,
      int reserve,
      String converted) {
    DeliveryBatch deliveryBatch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    login
        .missing()
        .ifPresent(what -> deliveryBatch.completeRemaining(Outcome.Paused.because(what)));
    quota.applyApiQuota(deliveryBatch, reserve);
    Upsert.Into into = new Upsert.Into(object, externalId, !"refuse".equals(converted));
    Upsert upsert = Upsert.of(deliveryBatch, into, "call".equals(recordPer));
    exchange.setProperty(PROPERTY, upsert);
    login.departures().register(exchange, upsert);
  }

  /** The body becomes the next question about records that may be there. */
  public void ask(Exchange exchange) {
    exchange.getMessage().setBody(upsert(exchange).existing().questions().next());
  }

  /** What people typed into Salesforce leaves the records. */
  public void learn(Exchange exchange) {
    quota.note(exchange.getMessage().getHeader(ApiQuota.HEADER, String.class));
    DeliveryBatch deliveryBatch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    upsert(exchange)
        .existing()
        .applyQueryResult(deliveryBatch, exchange.getMessage().getBody(String.class));
  }

  /** The body becomes the next portion. */
  public void next(Exchange exchange) {
    exchange.getMessage().setBody(upsert(exchange).next());
    exchange.getMessage().setHeader(LeaseCheckOnSend.TICKET, exchange.getExchangeId());
  }

  /** Settles each record of the portion by its own result. */
  public void complete(Exchange exchange) {
    quota.note(exchange.getMessage().getHeader(ApiQuota.HEADER, String.class));
    UpsertResults.complete(upsert(exchange), exchange.getMessage().getBody(List.class));
  }

  /** The portion was refused as a whole: find the culprit, or give the failure on. */
  public void rejected(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Upsert upsert = upsert(exchange);
    if (upsert.underWay().stream().noneMatch(DeliveryItem::open)) {
      // Their loan ended on the way.
      return;
    }
    Outcome outcome = failures.read(failure).orElse(null);
    boolean nameless = SalesforceExceptionClassifier.isNameless(failure);
    boolean ofOne = outcome instanceof Outcome.Rejected || outcome instanceof Outcome.Delivered;
    if (!ofOne && !nameless) {
      upsert.leaveOutcomeUnknown();
      throw failure;
    }
    if (nameless) {
      upsert.markOutcomeUnknown();
    }
    if (upsert.underWay().size() > 1) {
      upsert.bisect();
    } else {
      upsert
          .underWay()
          .forEach(deliveryItem -> UpsertResults.complete(upsert, deliveryItem, outcome));
    }
  }

  private static Upsert upsert(Exchange exchange) {
    return exchange.getProperty(PROPERTY, Upsert.class);
  }
}
