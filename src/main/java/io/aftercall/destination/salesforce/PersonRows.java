package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.person.Caller;
import io.aftercall.person.PersonCandidate;
import io.aftercall.person.PersonCandidate.Successor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The records an org has answered with, as candidates. */
final class PersonRows {
  private static final int LAST_DIGITS = 4;
  private static final Map<String, String> BY_PREFIX =
      Map.of(
          "003",
          PersonCandidate.CONTACT,
          "00Q",
          PersonCandidate.LEAD,
          "001",
          PersonCandidate.ACCOUNT);

  private final Map<String, PersonCandidate> byId = new LinkedHashMap<>();

  /** Letters too: where there are some, the digits say nothing about the end of the number. */
  private final Map<String, List<String>> digits = new LinkedHashMap<>();

  void add(JsonNode row, PersonFields fields) {
    String id = text(row, "Id");
    String object =
        Optional.ofNullable(BY_PREFIX.get(id.substring(0, Math.min(3, id.length()))))
            .orElse(row.path("attributes").path("type").asText(""));
    if (id.isEmpty() || !BY_PREFIX.containsValue(object)) {
      return;
    }
    Map<String, String> phones = new LinkedHashMap<>();
    for (String field : fields.phones(object)) {
      if (!text(row, field).isEmpty()) {
        phones.put(field, text(row, field));
      }
    }
    boolean deleted = row.path("IsDeleted").asBoolean();
    boolean converted = row.path("IsConverted").asBoolean();
    String company =
        object.equals(PersonCandidate.CONTACT)
            ? row.path("Account").path("Name").asText("")
            : text(row, object.equals(PersonCandidate.LEAD) ? "Company" : "Name");
    byId.put(
        id,
        new PersonCandidate(
            object,
            id,
            text(row, PersonFields.KEY),
            phones,
            text(row, "Email"),
            company,
            text(row, "FirstName"),
            text(row, "LastName"),
            text(row, "LastModifiedDate"),
            successor(row, object, deleted, converted),
            deleted || converted));
    List<String> plain = new ArrayList<>();
    phones.values().forEach(phone -> plain.add(phone.replaceAll("[^\\p{L}\\d#]", "")));
    digits.put(id, plain);
  }

  private static Successor successor(
      JsonNode row, String object, boolean deleted, boolean converted) {
    String master = text(row, "MasterRecordId");
    if (deleted) {
      return master.isEmpty() ? Successor.NONE : new Successor(object, master, "merged");
    }
    String contact = text(row, "ConvertedContactId");
    return converted && !contact.isEmpty()
        ? new Successor(PersonCandidate.CONTACT, contact, "converted")
        : Successor.NONE;
  }

  private static String text(JsonNode row, String field) {
    JsonNode value = row.path(field);
    return value.isTextual() ? value.textValue().strip() : "";
  }

  /** As it lives on; empty when it does not, or nobody told of it. */
  Optional<Successor> alive(String id) {
    PersonCandidate one = byId.get(id);
    if (one == null) {
      return Optional.empty();
    }
    return one.gone()
        ? Optional.of(one.leadsTo()).filter(next -> !next.isNone())
        : Optional.of(new Successor(one.object(), one.id(), ""));
  }

  Optional<PersonCandidate> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Those that can be this caller's at all; the rules decide. */
  List<PersonCandidate> of(Caller caller) {
    String phone = caller.phone();
    String end = phone.substring(Math.max(0, phone.length() - LAST_DIGITS));
    return byId.values().stream()
        .filter(
            one ->
                !end.isEmpty() && endsSo(digits.get(one.id()), end)
                    || same(one.email(), caller.email())
                    || same(one.key(), caller.personKey())
                    || !caller.company().isEmpty() && !one.company().isEmpty())
        .toList();
  }

  private static boolean endsSo(Collection<String> phones, String end) {
    return phones.stream()
        .anyMatch(phone -> phone.endsWith(end) || !phone.chars().allMatch(Character::isDigit));
  }

  private static boolean same(String one, String two) {
    return !one.isEmpty() && one.toLowerCase(Locale.ROOT).equals(two.toLowerCase(Locale.ROOT));
  }
}
