package aftercall.salesforce;

import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import com.fasterxml.jackson.databind.JsonNode;
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
public final class People {
  static final String KEY = "Aftercall_Person__c";
  private static final String FIELDS = "Id, " + KEY + ", IsConverted, ConvertedContactId";

  private final Questions questions;
  private final Map<String, String> idByPerson = new HashMap<>();

  private final boolean listed;

  private People(Questions questions, boolean listed) {
    this.questions = questions;
    this.listed = listed;
  }

  /**
   * @param listed whether the exchange carries a list of records, or one alone
   */
  static People of(List<Parcel> parcels, boolean listed) {
    Set<String> persons = new LinkedHashSet<>();
    parcels.forEach(parcel -> persons.add(person(parcel)));
    persons.removeIf(String::isBlank);
    return new People(Questions.about(FIELDS, "Lead", KEY, persons), listed);
  }

  /** Whether a question is still to be asked. Public for the kamelet's loop. */
  public boolean isOpen() {
    return questions.open();
  }

  String next() {
    return questions.next();
  }

  boolean listed() {
    return listed;
  }

  /** {@code answer} is Salesforce's query result. */
  void learn(Shipment shipment, String answer) {
    for (JsonNode lead : questions.answered(shipment, answer)) {
      String contact = lead.path("ConvertedContactId").asText("");
      boolean converted = lead.path("IsConverted").asBoolean();
      String id = converted ? contact : lead.path("Id").asText("");
      if (!id.isEmpty() && !id.equals("null")) {
        idByPerson.put(lead.path(KEY).asText(), id);
      }
    }
  }

  /** The id of the Lead, or of the Contact it became. */
  Optional<String> idOf(Parcel parcel) {
    return Optional.ofNullable(idByPerson.get(person(parcel)));
  }

  /** A mapping may name another person than the call's by {@code _person}. */
  private static String person(Parcel parcel) {
    JsonNode own = parcel.record() == null ? null : parcel.record().get("_person");
    String person = own == null || own.isNull() ? parcel.personKey() : own.asText();
    return person == null ? "" : person;
  }
}
