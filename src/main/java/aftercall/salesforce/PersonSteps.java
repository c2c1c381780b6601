package aftercall.salesforce;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The steps of the kamelet {@code salesforce-person}, bean {@code salesforce-person}. The {@link
 * People} ride in the exchange property {@value #PROPERTY}.
 */
public final class PersonSteps {
  static final String PROPERTY = "salesforcePeople";

  private final SalesforceLogin login;
  private final ApiQuota quota;

  PersonSteps(SalesforceLogin login, ApiQuota quota) {
    this.login = login;
    this.quota = quota;
  }

  public void begin(Exchange exchange) {
    Shipment shipment = shipment(exchange);
    login.missing().ifPresent(what -> shipment.settleOpen(Outcome.Stopped.because(what)));
    boolean listed = exchange.getMessage().getBody() instanceof List;
    exchange.setProperty(PROPERTY, People.of(shipment.open(), listed));
  }

  /** The body becomes the next SOQL query. */
  public void ask(Exchange exchange) {
    exchange.getMessage().setBody(people(exchange).next());
  }

  public void learn(Exchange exchange) {
    quota.note(exchange.getMessage().getHeader(ApiQuota.HEADER, String.class));
    people(exchange).learn(shipment(exchange), exchange.getMessage().getBody(String.class));
  }

  /**
   * Names the person in each record's {@code field}. A record whose person has no Lead waits {@code
   * await} on its first attempt, since the Lead may be on its way; after that it goes without.
   */
  public void name(Exchange exchange, String field, Duration await) {
    Shipment shipment = shipment(exchange);
    for (Parcel parcel : shipment.open()) {
      String id = people(exchange).idOf(parcel).orElse(null);
      if (id != null) {
        parcel.record().put(field, id);
      } else if (parcel.attempt() == 1 && !await.isZero()) {
        parcel.settle(new Outcome.TryLater(await, "waiting for the person's Lead"));
      }
    }
    List<?> records = shipment.open().stream().map(Parcel::record).toList();
    boolean alone = !people(exchange).listed() && records.size() == 1;
    exchange.getMessage().setBody(alone ? records.get(0) : records);
  }

  private static Shipment shipment(Exchange exchange) {
    return exchange.getProperty(Shipment.PROPERTY, Shipment.class);
  }

  private static People people(Exchange exchange) {
    return exchange.getProperty(PROPERTY, People.class);
  }
}
