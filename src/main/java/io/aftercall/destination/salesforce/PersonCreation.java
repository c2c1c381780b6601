package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.person.Caller;
import io.aftercall.person.PersonCandidate;
import io.aftercall.person.PersonNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;

/**
 * People whom nobody knows and whose Task, Event or call needs a record: made with what the call
 * says of them, by our external id, so that a repeat makes no second one.
 */
public final class PersonCreation implements OutgoingRequests {
  private static final int LONGEST_FIRST_NAME = 40;
  private static final int LONGEST_NAME = 80;

  private final String object;
  private final Deque<List<DeliveryItem>> waiting = new ArrayDeque<>();
  private final IdentityLookup lookup;
  private final BiConsumer<DeliveryItem, String> made;
  private List<DeliveryItem> underWay = List.of();
  private volatile String retryAfter;

  /**
   * @param made what to do with the item once its person has an id
   */
  PersonCreation(
      String object,
      List<DeliveryItem> wanted,
      IdentityLookup lookup,
      BiConsumer<DeliveryItem, String> made) {
    this.object = object;
    this.lookup = lookup;
    this.made = made;
    List<DeliveryItem> portion = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (DeliveryItem deliveryItem : wanted) {
      if (portion.size() == Upsert.LIMIT
          || !keys.add(lookup.caller(deliveryItem).personKey().toLowerCase(Locale.ROOT))) {
        waiting.add(portion);
        portion = new ArrayList<>();
        keys.clear();
        keys.add(lookup.caller(deliveryItem).personKey().toLowerCase(Locale.ROOT));
      }
      portion.add(deliveryItem);
    }
    if (!portion.isEmpty()) {
      waiting.add(portion);
    }
  }

  /** Whether somebody is still to be made. Public for the kamelet's loop. */
  public boolean isOpen() {
    return waiting.stream().flatMap(List::stream).anyMatch(DeliveryItem::tryStartSend);
  }

  /** {@code Lead} or {@code Contact}. */
  String object() {
    return object;
  }

  /** The next records; call only while {@link #isOpen()}. */
  List<ObjectNode> next() {
    do {
      underWay = waiting.remove().stream().filter(DeliveryItem::open).toList();
    } while (underWay.isEmpty());
    return underWay.stream().map(item -> record(lookup.caller(item))).toList();
  }

  private ObjectNode record(Caller caller) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.putObject("attributes").put("type", object);
    List<String> names = PersonNames.lastNames(caller.name());
    String last = names.isEmpty() ? "Unknown" : names.get(0);
    record.put(PersonFields.KEY, caller.personKey()).put("LastName", cut(last, LONGEST_NAME));
    String first = PersonNames.firstNames(caller.name());
    put(record, "FirstName", cut(first, LONGEST_FIRST_NAME));
    put(record, "Phone", caller.phone());
    put(record, "Email", caller.email().length() > LONGEST_NAME ? "" : caller.email());
    if (object.equals(PersonCandidate.LEAD)) {
      record.put("Company", caller.company().isEmpty() ? "[not provided]" : caller.company());
    }
    return record;
  }

  private static void put(ObjectNode record, String field, String value) {
    if (!value.isEmpty()) {
      record.put(field, value);
    }
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  /** Results come in the order of the records. */
  void complete(List<?> results) {
    for (int i = 0; i < underWay.size(); i++) {
      DeliveryItem deliveryItem = underWay.get(i);
      Object result = results != null && i < results.size() ? results.get(i) : null;
      if (!(result instanceof UpsertSObjectResult one)) {
        deliveryItem.complete(
            Outcome.Retry.because("Salesforce: the answer was not understood; it is repeated"));
      } else if (Boolean.TRUE.equals(one.getSuccess())) {
        deliveryItem.createdPerson(object, one.getId());
        made.accept(deliveryItem, one.getId());
      } else {
        refused(deliveryItem, UpsertResults.known(one.getErrors()));
      }
    }
  }

  private void refused(DeliveryItem deliveryItem, List<RestError> errors) {
    deliveryItem.rawAnswer(UpsertResults.quoted(errors));
    Outcome outcome = UpsertResults.outcome(UpsertResults.strictest(errors), errors);
    deliveryItem.complete(
        outcome instanceof Outcome.Rejected no
            ? new Outcome.Rejected("the " + object + " it needs: " + no.reason(), no.field())
            : outcome instanceof Outcome.Delivered
                ? Outcome.Retry.because("the person's Lead was converted meanwhile")
                : outcome);
  }

  @Override
  public boolean tryStartSend() {
    return underWay.stream().filter(DeliveryItem::tryStartSend).count() > 0;
  }

  @Override
  public void waitWished(String header) {
    retryAfter = header;
  }

  @Override
  public String retryAfter() {
    return retryAfter;
  }
}
