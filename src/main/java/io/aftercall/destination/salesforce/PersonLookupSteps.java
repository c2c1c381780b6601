package io.aftercall.destination.salesforce;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.mapping.write.FieldWritePolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The steps of the kamelet {@code salesforce-person}, bean {@code salesforce-person}. The {@link
 * People} ride in the exchange property {@value #PROPERTY}.
 */
public final class PersonLookupSteps {
  static final String PROPERTY = "salesforcePeople";

  private final SalesforceLogin login;
  private final SalesforceExceptionClassifier failures;
  private final ApiQuota quota;

  PersonLookupSteps(SalesforceLogin login, SalesforceExceptionClassifier failures, ApiQuota quota) {
    this.login = login;
    this.failures = failures;
    this.quota = quota;
  }

  public void begin(Exchange exchange) {
    DeliveryBatch deliveryBatch = batch(exchange);
    login
        .missing()
        .ifPresent(what -> deliveryBatch.completeRemaining(Outcome.Paused.because(what)));
    boolean listed = exchange.getMessage().getBody() instanceof List;
    LeadLookup people = LeadLookup.of(deliveryBatch.open(), listed);
    exchange.setProperty(PROPERTY, people);
    login.departures().register(exchange, people);
  }

  /** The body becomes the next SOQL query. */
  public void ask(Exchange exchange) {
    exchange.getMessage().setBody(people(exchange).next());
    exchange.getMessage().setHeader(LeaseCheckOnSend.TICKET, exchange.getExchangeId());
  }

  /** A question was not answered: who has a Lead is not known. */
  public void unanswered(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (!people(exchange).keepWait(batch(exchange), failures.read(failure).orElse(null))) {
      throw failure;
    }
    people(exchange).applyQueryResult(batch(exchange), "");
  }

  public void learn(Exchange exchange) {
    quota.note(exchange.getMessage().getHeader(ApiQuota.HEADER, String.class));
    people(exchange).applyQueryResult(batch(exchange), exchange.getMessage().getBody(String.class));
  }

  /**
   * Names the person in each record's {@code field}. A record whose person has no Lead waits {@code
   * await} on its first attempt, since the Lead may be on its way; after that it goes without, and
   * once more when a Lead of the person is delivered. A person that somebody chose there stays.
   */
  public void name(Exchange exchange, String field, Duration await) {
    DeliveryBatch deliveryBatch = batch(exchange);
    for (DeliveryItem deliveryItem : deliveryBatch.open()) {
      String id = people(exchange).idOf(deliveryItem).orElse(null);
      if (id != null) {
        deliveryItem.record().put(field, id);
        careful(deliveryItem, field);
      } else if (deliveryItem.attempt() == 1 && !await.isZero()) {
        deliveryItem.complete(new Outcome.Retry(await, "waiting for the person's Lead"));
      } else {
        deliveryItem.lacks(LeadLookup.LEAD);
        deliveryItem.note(field + " is empty: the person has no Lead yet");
      }
    }
    List<?> records = deliveryBatch.open().stream().map(DeliveryItem::record).toList();
    boolean alone = !people(exchange).listed() && records.size() == 1;
    exchange.getMessage().setBody(alone ? records.get(0) : records);
  }

  private static void careful(DeliveryItem deliveryItem, String field) {
    Map<String, FieldWritePolicy> fieldWritePolicies = new HashMap<>(deliveryItem.cautions());
    fieldWritePolicies.putIfAbsent(
        field, new FieldWritePolicy(FieldWritePolicy.Policy.IF_EMPTY, Integer.MAX_VALUE));
    deliveryItem.cautions(fieldWritePolicies);
  }

  private static DeliveryBatch batch(Exchange exchange) {
    return exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
  }

  private static LeadLookup people(Exchange exchange) {
    return exchange.getProperty(PROPERTY, LeadLookup.class);
  }
}
