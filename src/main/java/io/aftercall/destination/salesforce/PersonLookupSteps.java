package io.aftercall.destination.salesforce;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The steps of the kamelet {@code salesforce-person}, bean {@code salesforce-person}. The {@link
 * People} ride in the exchange property {@value #PROPERTY}.
 */
public final class PersonLookupSteps {
  static final String PROPERTY = "salesforcePeople";

  private final SalesforceLogin login;
  private final ApiQuota quota;

  PersonLookupSteps(SalesforceLogin login, ApiQuota quota) {
    this.login = login;
    this.quota = quota;
  }

  public void begin(Exchange exchange) {
    DeliveryBatch deliveryBatch = batch(exchange);
    login
        .missing()
        .ifPresent(what -> deliveryBatch.completeRemaining(Outcome.Paused.because(what)));
    boolean listed = exchange.getMessage().getBody() instanceof List;
    exchange.setProperty(PROPERTY, LeadLookup.of(deliveryBatch.open(), listed));
  }

  /** The body becomes the next SOQL query. */
  public void ask(Exchange exchange) {
    exchange.getMessage().setBody(people(exchange).next());
  }

  public void learn(Exchange exchange) {
    quota.note(exchange.getMessage().getHeader(ApiQuota.HEADER, String.class));
    people(exchange).applyQueryResult(batch(exchange), exchange.getMessage().getBody(String.class));
  }

  /**
   * Names the person in each record's {@code field}. A record whose person has no Lead waits {@code
   * await} on its first attempt, since the Lead may be on its way; after that it goes without.
   */
  public void name(Exchange exchange, String field, Duration await) {
    DeliveryBatch deliveryBatch = batch(exchange);
    for (DeliveryItem deliveryItem : deliveryBatch.open()) {
      String id = people(exchange).idOf(deliveryItem).orElse(null);
      if (id != null) {
        deliveryItem.record().put(field, id);
      } else if (deliveryItem.attempt() == 1 && !await.isZero()) {
        deliveryItem.complete(new Outcome.Retry(await, "waiting for the person's Lead"));
      }
    }
    List<?> records = deliveryBatch.open().stream().map(DeliveryItem::record).toList();
    boolean alone = !people(exchange).listed() && records.size() == 1;
    exchange.getMessage().setBody(alone ? records.get(0) : records);
  }

  private static DeliveryBatch batch(Exchange exchange) {
    return exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
  }

  private static LeadLookup people(Exchange exchange) {
    return exchange.getProperty(PROPERTY, LeadLookup.class);
  }
}
