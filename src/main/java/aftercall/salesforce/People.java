package aftercall.salesforce;

import aftercall.delivery.Parcel;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  /** A query travels in the URI, of which Salesforce takes 16,384 bytes with the headers. */
  private static final int QUERY_LIMIT = 8_000;

  private final Deque<String> questions = new ArrayDeque<>();
  private final Map<String, String> idByPerson = new HashMap<>();

  private final boolean listed;

  private People(boolean listed) {
    this.listed = listed;
  }

  /**
   * @param listed whether the exchange carries a list of records, or one alone
   */
  static People of(List<Parcel> parcels, boolean listed) {
    Set<String> persons = new LinkedHashSet<>();
    parcels.forEach(parcel -> persons.add(person(parcel)));
    persons.removeIf(String::isBlank);
    People people = new People(listed);
    List<String> literals = new ArrayList<>();
    int length = 0;
    for (String person : persons) {
      String literal = literal(person);
      if (length + encoded(literal) > QUERY_LIMIT) {
        people.questions.add(question(literals));
        literals.clear();
        length = 0;
      }
      literals.add(literal);
      length += encoded(literal);
    }
    if (!literals.isEmpty()) {
      people.questions.add(question(literals));
    }
    return people;
  }

  /** Whether a question is still to be asked. Public for the kamelet's loop. */
  public boolean isOpen() {
    return !questions.isEmpty();
  }

  String next() {
    return questions.remove();
  }

  boolean listed() {
    return listed;
  }

  void stopAsking() {
    questions.clear();
  }

  /** {@code answer} is Salesforce's query result. */
  void learn(JsonNode answer) {
    for (JsonNode lead : answer.path("records")) {
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

  private static String question(List<String> literals) {
    return "SELECT Id, %s, IsConverted, ConvertedContactId FROM Lead WHERE %s IN (%s)"
        .formatted(KEY, KEY, String.join(",", literals));
  }

  /** SOQL has no bind parameters: backslash and quote are all that can end a literal. */
  static String literal(String value) {
    return "'"
        + value.replace("\\", "\\\\").replace("'", "\\'").replaceAll("\\p{Cntrl}", " ")
        + "'";
  }

  private static int encoded(String literal) {
    int bytes = 3;
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      bytes += c < 128 && Character.isLetterOrDigit(c) ? 1 : c < 128 ? 3 : 9;
    }
    return bytes;
  }
}
