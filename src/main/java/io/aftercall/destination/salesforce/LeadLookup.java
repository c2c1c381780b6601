package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who the records are about: asks Salesforce for the Leads of their persons, and knows the Contact
 * where the Lead was converted.
 */
public final class LeadLookup implements OutgoingRequests {
  static final String LEAD = "Lead";
  static final String KEY = "Aftercall_Person__c";
  private static final String FIELDS = "Id, " + KEY + ", IsConverted, ConvertedContactId";

  private final BatchedSoqlQuery batchedSoqlQuery;
  private final Map<String, String> idByPerson = new HashMap<>();

  private final boolean listed;
  private volatile String retryAfter;

  private LeadLookup(BatchedSoqlQuery batchedSoqlQuery, boolean listed) {
    this.batchedSoqlQuery = batchedSoqlQuery;
    this.listed = listed;
  }

  /**
   * @param listed whether the exchange carries a list of records, or one alone
   */
  static LeadLookup of(List<DeliveryItem> deliveryItems, boolean listed) {
    Set<String> persons = new LinkedHashSet<>();
    deliveryItems.forEach(deliveryItem -> persons.add(person(deliveryItem)));
    persons.removeIf(String::isBlank);
    return new LeadLookup(BatchedSoqlQuery.about(FIELDS, LEAD, KEY, persons), listed);
  }

  /** Whether a question is still to be asked. Public for the kamelet's loop. */
  public boolean isOpen() {
    return batchedSoqlQuery.open();
  }

  String next() {
    return batchedSoqlQuery.next();
  }

  /** Nothing is written by a question. */
  @Override
  public boolean tryStartSend() {
    return true;
  }

  @Override
  public void waitWished(String header) {
    retryAfter = header;
  }

  @Override
  public String retryAfter() {
    return retryAfter;
  }

  boolean listed() {
    return listed;
  }

  /** {@code answer} is Salesforce's query result. */
  void applyQueryResult(DeliveryBatch deliveryBatch, String answer) {
    for (JsonNode lead : batchedSoqlQuery.answered(deliveryBatch, answer)) {
      String contact = lead.path("ConvertedContactId").asText("");
      boolean converted = lead.path("IsConverted").asBoolean();
      String id = converted ? contact : lead.path("Id").asText("");
      if (!id.isEmpty() && !id.equals("null")) {
        idByPerson.put(lead.path(KEY).asText(), id);
      }
    }
  }

  /** The id of the Lead, or of the Contact it became. */
  Optional<String> idOf(DeliveryItem deliveryItem) {
    return Optional.ofNullable(idByPerson.get(person(deliveryItem)));
  }

  /** A mapping may name another person than the call's by {@code _person}. */
  private static String person(DeliveryItem deliveryItem) {
    JsonNode own = deliveryItem.record() == null ? null : deliveryItem.record().get("_person");
    String person = own == null || own.isNull() ? deliveryItem.personKey() : own.asText();
    return person == null ? "" : person;
  }
}
