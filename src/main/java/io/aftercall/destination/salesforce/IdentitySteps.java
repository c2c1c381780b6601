package io.aftercall.destination.salesforce;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.mapping.write.FieldWritePolicy;
import io.aftercall.person.Caller;
import io.aftercall.person.IdentityDecision;
import io.aftercall.person.IdentityDecision.Found;
import io.aftercall.person.IdentityDecision.Several;
import io.aftercall.person.IdentityDecision.Unknown;
import io.aftercall.person.PersonLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.dto.RestError;

/**
 * The steps of the kamelets {@code salesforce-identify} and {@code salesforce-person}, bean {@code
 * salesforce-identity}. The {@link IdentityLookup} rides in the exchange property {@value
 * #PROPERTY}, the {@link PersonCreation} in {@value #CREATION}.
 */
public final class IdentitySteps {
  static final String PROPERTY = "salesforceIdentity";
  static final String CREATION = "salesforceCreation";

  /** Until whoever creates the person is done. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final SalesforceLogin login;
  private final SalesforceExceptionClassifier failures;
  private final ApiQuota quota;
  private final PersonLedger ledger;
  private final PersonFields fields = new PersonFields();

  IdentitySteps(
      SalesforceLogin login,
      SalesforceExceptionClassifier failures,
      ApiQuota quota,
      PersonLedger ledger) {
    this.login = login;
    this.failures = failures;
    this.quota = quota;
    this.ledger = ledger;
  }

  /** See {@link IdentityOptions#of} for the texts. */
  public void begin(
      Exchange exchange,
      String order,
      String ifSeveral,
      Boolean byCompanyAndName,
      String onUnknown) {
    DeliveryBatch deliveryBatch = batch(exchange);
    IdentityOptions options =
        IdentityOptions.of(order, ifSeveral, Boolean.TRUE.equals(byCompanyAndName), onUnknown);
    login
        .missing()
        .ifPresent(what -> deliveryBatch.completeRemaining(Outcome.Paused.because(what)));
    Map<DeliveryItem, Caller> callers = new IdentityHashMap<>();
    deliveryBatch.open().forEach(item -> callers.put(item, caller(item)));
    IdentityLookup lookup =
        new IdentityLookup(
            callers,
            options,
            new IdentityLookup.Tools(fields, ledger, login.base()),
            exchange.getMessage().getBody() instanceof List);
    exchange.setProperty(PROPERTY, lookup);
    login.departures().register(exchange, lookup);
  }

  /** A mapping may name another person than the call's by {@code _person}. */
  private static Caller caller(DeliveryItem item) {
    String own = item.record() == null ? "" : item.record().path("_person").asText("");
    String key = own.isEmpty() ? String.valueOf(item.personKey()) : own;
    boolean callers = item.call() != null && key.equals(item.call().path("person_key").asText());
    String region = item.call() == null ? "" : item.call().path("region").asText("");
    return callers ? Caller.of(item.call()) : Caller.ofKey(key, region);
  }

  /** The body becomes the next question. */
  public void ask(Exchange exchange) {
    IdentityLookup.Request request = lookup(exchange).next();
    exchange.getMessage().setHeader("rawMethod", request.method());
    exchange.getMessage().setHeader("rawPath", request.path());
    exchange.getMessage().setHeader(LeaseCheckOnSend.TICKET, exchange.getExchangeId());
    exchange.getMessage().setBody(request.body().isEmpty() ? null : request.body());
  }

  public void learn(Exchange exchange) {
    quota.note(exchange.getMessage().getHeader(ApiQuota.HEADER, String.class));
    lookup(exchange)
        .answered(exchange.getMessage().getBody(String.class))
        .ifPresent(
            why -> {
              lookup(exchange).abandon();
              batch(exchange).completeRemaining(Outcome.Retry.away(why));
            });
  }

  /** A question was not answered: who they are is not known, and nothing was written. */
  public void unanswered(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    IdentityLookup lookup = lookup(exchange);
    List<RestError> errors = SalesforceExceptionClassifier.errors(failure);
    if (!errors.isEmpty() && lookup.learnedFrom(errors)
        || lookup.goesOnByKey(SalesforceExceptionClassifier.status(failure))) {
      return;
    }
    lookup.abandon();
    Outcome outcome = failures.read(failure).orElse(null);
    if (lookup.keepWait(batch(exchange), outcome)) {
      return;
    }
    if (SalesforceExceptionClassifier.isUnanswered(outcome)) {
      batch(exchange)
          .completeRemaining(
              Outcome.Retry.away("Salesforce: no answer to a question; nothing was sent yet"));
      return;
    }
    throw failure;
  }

  /**
   * For records that are people: whoever is there already is updated, not made again.
   *
   * @param object {@code Lead} or {@code Contact}: what the records are
   * @param onContact {@code settle} or {@code reject}: what becomes of a Lead whose person is a
   *     Contact
   */
  public void match(Exchange exchange, String object, String onContact) {
    IdentityLookup lookup = lookup(exchange);
    lookup.forgetGone();
    List<DeliveryItem> create = new ArrayList<>();
    for (DeliveryItem item : batch(exchange).open()) {
      IdentityDecision decision = lookup.decide(item);
      if (decision instanceof Found found) {
        found(item, found, object, "reject".equals(onContact));
      } else if (decision instanceof Several several) {
        PersonChoices.park(item, several);
      } else if (decision instanceof Unknown unknown
          && !PersonChoices.holds(item, unknown, lookup.options())) {
        create(item, unknown, lookup.options(), create);
      }
    }
    List<DeliveryItem> others = claimed(batch(exchange), lookup, create);
    boolean own = lookup.options().unknown().object().equals(object);
    start(
        exchange,
        new PersonCreation(
            lookup.options().unknown().object(),
            own ? List.of() : others,
            lookup,
            (item, id) -> {
              item.brings(PersonFields.LEAD);
              item.complete(new Outcome.Delivered(id, "created as Contact"));
            }));
  }

  private static void create(
      DeliveryItem item, Unknown unknown, IdentityOptions options, List<DeliveryItem> create) {
    if (options.unknown() == IdentityOptions.Unknown.LOG_ONLY) {
      item.completeLocally(
          new Outcome.Delivered(
              "", "nothing written: " + unknown.why() + ", onUnknown is log-only"));
      return;
    }
    item.note(unknown.why());
    create.add(item);
  }

  private static void found(DeliveryItem item, Found found, String object, boolean reject) {
    if (!found.object().equals(object)) {
      item.answer(found.object() + " " + found.id());
      item.brings(PersonFields.LEAD);
      item.complete(
          reject
              ? Outcome.Rejected.because(
                  "the person is a %s, which only people change; enter it there by hand (%s)"
                      .formatted(found.object(), found.why()))
              : new Outcome.Delivered(found.id(), found.why() + "; it is left as sales keeps it"));
      return;
    }
    item.note(found.why());
    String key = item.record().path(PersonFields.KEY).asText("");
    if (!found.key().equalsIgnoreCase(key) || key.isEmpty()) {
      item.record().put("Id", found.id());
      if (!found.key().isEmpty()) {
        // Another number of the same person made the record; that one stays its key.
        item.record().remove(PersonFields.KEY);
      }
    }
  }

  /**
   * For records about people: names the person in each record's {@code field}. Whom somebody chose
   * there stays. Without a person a record waits {@code await} on its first attempt, since another
   * delivery may be making one.
   */
  public void link(Exchange exchange, String field, Duration await) {
    IdentityLookup lookup = lookup(exchange);
    lookup.forgetGone();
    List<DeliveryItem> create = new ArrayList<>();
    for (DeliveryItem item : batch(exchange).open()) {
      IdentityDecision decision = lookup.decide(item);
      if (decision instanceof Found found) {
        name(item, field, found.id());
        item.note(found.why());
        item.brings(PersonFields.LEAD);
      } else if (decision instanceof Several several) {
        PersonChoices.park(item, several);
      } else if (item.attempt() == 1 && !await.isZero()) {
        item.complete(new Outcome.Retry(await, "waiting for the person's Lead"));
      } else if (decision instanceof Unknown unknown
          && !PersonChoices.holds(item, unknown, lookup.options())) {
        boolean without =
            lookup.options().unknown() == IdentityOptions.Unknown.LOG_ONLY
                || !lookup.caller(item).isReachable()
                || !ledger.remembers();
        if (without) {
          item.lacks(PersonFields.LEAD);
          item.note(field + " is empty: " + unknown.why());
        } else {
          create.add(item);
        }
      }
    }
    start(
        exchange,
        new PersonCreation(
            lookup.options().unknown().object(),
            claimed(batch(exchange), lookup, create),
            lookup,
            (item, id) -> {
              name(item, field, id);
              item.note("made a record for the person: " + id);
              item.brings(PersonFields.LEAD);
            }));
  }

  /** Nobody is made twice at once: of two deliveries one waits. */
  private List<DeliveryItem> claimed(
      DeliveryBatch deliveryBatch, IdentityLookup lookup, List<DeliveryItem> create) {
    Map<String, Caller> wanted = new LinkedHashMap<>();
    create.forEach(item -> wanted.put(item.deliveryId(), lookup.caller(item)));
    Set<String> refused = wanted.isEmpty() ? Set.of() : ledger.claim(IdentityLookup.SYSTEM, wanted);
    for (DeliveryItem item : create) {
      if (refused.contains(item.deliveryId())) {
        item.completeLocally(
            new Outcome.Retry(SOON, "another delivery is just making this person's record"));
      } else {
        item.personRecords(ledger.claims(IdentityLookup.SYSTEM, lookup.caller(item)));
      }
    }
    return create.stream().filter(DeliveryItem::open).toList();
  }

  private void start(Exchange exchange, PersonCreation creation) {
    exchange.setProperty(CREATION, creation);
    login.departures().register(exchange, creation);
  }

  /** The body becomes the people who are to be made. */
  public void create(Exchange exchange) {
    PersonCreation creation = exchange.getProperty(CREATION, PersonCreation.class);
    exchange.getMessage().setBody(creation.next());
    exchange.getMessage().setHeader("sObjectName", creation.object());
    exchange.getMessage().setHeader(LeaseCheckOnSend.TICKET, exchange.getExchangeId());
  }

  public void created(Exchange exchange) {
    quota.note(exchange.getMessage().getHeader(ApiQuota.HEADER, String.class));
    exchange
        .getProperty(CREATION, PersonCreation.class)
        .complete(exchange.getMessage().getBody(List.class));
  }

  /** The body becomes what is still to be sent. */
  public void end(Exchange exchange) {
    String note = lookup(exchange).note();
    if (!note.isEmpty()) {
      batch(exchange).open().forEach(item -> item.note(note));
    }
    List<?> records = batch(exchange).open().stream().map(DeliveryItem::record).toList();
    boolean alone = !lookup(exchange).listed() && records.size() == 1;
    exchange.getMessage().setBody(alone ? records.get(0) : records);
  }

  private static void name(DeliveryItem item, String field, String id) {
    item.record().put(field, id);
    Map<String, FieldWritePolicy> policies = new HashMap<>(item.cautions());
    policies.putIfAbsent(
        field, new FieldWritePolicy(FieldWritePolicy.Policy.IF_EMPTY, Integer.MAX_VALUE));
    item.cautions(policies);
  }

  private static DeliveryBatch batch(Exchange exchange) {
    return exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
  }

  private static IdentityLookup lookup(Exchange exchange) {
    return exchange.getProperty(PROPERTY, IdentityLookup.class);
  }
}
