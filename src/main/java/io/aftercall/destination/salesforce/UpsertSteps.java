package io.aftercall.destination.salesforce;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.dto.RestError;

/**
 * The steps of the kamelet {@code salesforce-upsert}, bean {@code salesforce-upsert}. The {@link
 * Upsert} rides in the exchange property {@value #PROPERTY}.
 */
public final class UpsertSteps {
  static final String PROPERTY = "salesforceUpsert";

  private final SalesforceLogin login;
  private final SalesforceExceptionClassifier failures;
  private final ApiQuota quota;
  private final PortionSizes sizes = new PortionSizes();

  UpsertSteps(SalesforceLogin login, SalesforceExceptionClassifier failures, ApiQuota quota) {
    this.login = login;
    this.failures = failures;
    this.quota = quota;
  }

  /**
   * @param reserve percent of the org's API calls that records of this kind leave to others
   * @param onConvertedLead {@code settle} or {@code reject}: what becomes of a record whose Lead is
   *     a Contact by now; null from kamelets of before: settle
   * @param mayUseReserve whether they are written as long as the org takes any call at all
   */
  public void begin(
      Exchange exchange,
      String object,
      String externalId,
      String recordScope,
      int reserve,
      String onConvertedLead,
      Boolean mayUseReserve) {
    DeliveryBatch deliveryBatch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    login
        .missing()
        .ifPresent(what -> deliveryBatch.completeRemaining(Outcome.Paused.because(what)));
    if (!Boolean.TRUE.equals(mayUseReserve)) {
      quota.applyApiQuota(deliveryBatch, reserve);
    }
    Upsert.Into into = new Upsert.Into(object, externalId, !"reject".equals(onConvertedLead));
    Upsert upsert = Upsert.of(deliveryBatch, into, "call".equals(recordScope), sizes);
    exchange.setProperty(PROPERTY, upsert);
    login.departures().register(exchange, upsert);
  }

  /** The body becomes the next question about records that may be there. */
  public void ask(Exchange exchange) {
    exchange.getMessage().setBody(upsert(exchange).existing().next());
    exchange.getMessage().setHeader(LeaseCheckOnSend.TICKET, exchange.getExchangeId());
  }

  /** A question was not answered: what is not known to be there may be there all the same. */
  public void unanswered(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    DeliveryBatch deliveryBatch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    if (!upsert(exchange).keepWait(deliveryBatch, failures.read(failure).orElse(null))) {
      throw failure;
    }
    upsert(exchange).existing().applyQueryResult(deliveryBatch, "");
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
    exchange.getMessage().setHeader("sObjectIdName", upsert(exchange).keyField());
    exchange.getMessage().setHeader(LeaseCheckOnSend.TICKET, exchange.getExchangeId());
  }

  /** Settles each record of the portion by its own result. */
  public void complete(Exchange exchange) {
    quota.note(exchange.getMessage().getHeader(ApiQuota.HEADER, String.class));
    UpsertResults.complete(upsert(exchange), exchange.getMessage().getBody(List.class));
  }

  /** The portion was refused as a whole: find the poison record, or give the failure on. */
  public void rejected(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Upsert upsert = upsert(exchange);
    if (upsert.underWay().stream().noneMatch(DeliveryItem::open)) {
      // Their lease ended on the way.
      return;
    }
    Outcome outcome = failures.read(failure).orElse(null);
    List<RestError> errors = SalesforceExceptionClassifier.errors(failure);
    boolean nameless = SalesforceExceptionClassifier.isNameless(failure);
    boolean limit = PortionErrors.tellOfLimit(errors);
    boolean ofOne = outcome instanceof Outcome.Rejected || outcome instanceof Outcome.Delivered;
    if (limit || SalesforceExceptionClassifier.isUnanswered(outcome)) {
      // The next portions are smaller, of this attempt or of the next one.
      upsert.portions().tooMany();
    }
    if (!ofOne && !nameless && !limit) {
      upsert
          .underWay()
          .forEach(deliveryItem -> deliveryItem.rawAnswer(UpsertResults.quoted(errors)));
      upsert.leaveOutcomeUnknown();
      Duration wish = RetryAfter.read(upsert.retryAfter(), Instant.now()).orElse(null);
      if (wish == null || !(outcome instanceof Outcome.Retry later)) {
        throw failure;
      }
      exchange
          .getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class)
          .completeRemaining(new Outcome.Retry(wish, later.reason(), later.whose()));
      return;
    }
    if (nameless) {
      upsert.markOutcomeUnknown();
    }
    if (upsert.underWay().size() > 1) {
      upsert.bisect();
    } else {
      complete(upsert, outcome, errors);
    }
  }

  private static void complete(Upsert upsert, Outcome outcome, List<RestError> errors) {
    for (DeliveryItem deliveryItem : upsert.underWay()) {
      if (outcome instanceof Outcome.Rejected && !errors.isEmpty()) {
        UpsertResults.complete(upsert, deliveryItem, errors);
      } else {
        deliveryItem.rawAnswer(UpsertResults.quoted(errors));
        UpsertResults.complete(upsert, deliveryItem, outcome);
      }
    }
  }

  private static Upsert upsert(Exchange exchange) {
    return exchange.getProperty(PROPERTY, Upsert.class);
  }
}
