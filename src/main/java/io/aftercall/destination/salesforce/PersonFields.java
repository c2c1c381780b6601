package io.aftercall.destination.salesforce;

import io.aftercall.person.PersonCandidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * By which fields of an org people are found. What the org lacks, or the integration user may not
 * see, is learned from its refusals and not asked for again until the next start.
 */
final class PersonFields {
  /** What a record about a person lacks, and a delivery that makes or finds one brings. */
  static final String LEAD = "Lead";

  static final String KEY = "Aftercall_Person__c";
  private static final String COMPANY = "Account.Name";

  private static final Map<String, List<String>> PHONES =
      Map.of(
          PersonCandidate.CONTACT,
          List.of("Phone", "MobilePhone", "HomePhone", "OtherPhone", "AssistantPhone"),
          PersonCandidate.LEAD,
          List.of("Phone", "MobilePhone"),
          PersonCandidate.ACCOUNT,
          List.of("Phone"));

  private static final Map<String, List<String>> OTHERS =
      Map.of(
          PersonCandidate.CONTACT,
          List.of("FirstName", "LastName", "Email", COMPANY, "MasterRecordId"),
          PersonCandidate.LEAD,
          List.of(
              "FirstName",
              "LastName",
              "Email",
              "Company",
              KEY,
              "IsConverted",
              "ConvertedContactId",
              "MasterRecordId"),
          PersonCandidate.ACCOUNT,
          List.of("Name", "MasterRecordId"));

  /** Until the next question whether the org answers such questions after all. */
  private static final Duration BY_KEY_ALONE = Duration.ofMinutes(10);

  private final Set<String> hidden = ConcurrentHashMap.newKeySet();
  private final AtomicLong byKeyUntil = new AtomicLong(System.nanoTime());

  /** Whether the org said a while ago that it knows no other questions than by our mark. */
  boolean byKeyAlone() {
    return System.nanoTime() - byKeyUntil.get() < 0;
  }

  void askByKeyAlone() {
    byKeyUntil.set(System.nanoTime() + BY_KEY_ALONE.toNanos());
  }

  boolean isVisible(String object) {
    return !hidden.contains(object);
  }

  /** Whether that is news. */
  boolean hide(String object, String field) {
    String name = field.equals("Account") ? COMPANY : field;
    return hidden.add(name.equals(object) ? object : object + "." + name);
  }

  List<String> phones(String object) {
    return visible(object, PHONES.get(object));
  }

  /** Empty when companies cannot be compared. */
  String company(String object) {
    String field = object.equals(PersonCandidate.CONTACT) ? COMPANY : "Company";
    return visible(object, OTHERS.get(object)).contains(field) ? field : "";
  }

  boolean has(String object, String field) {
    return visible(object, OTHERS.get(object)).contains(field);
  }

  /** All that is to be read of a record. */
  List<String> read(String object) {
    List<String> fields = new ArrayList<>(List.of("Id", "IsDeleted", "LastModifiedDate"));
    fields.addAll(visible(object, PHONES.get(object)));
    fields.addAll(visible(object, OTHERS.get(object)));
    return fields;
  }

  private List<String> visible(String object, List<String> fields) {
    return fields.stream().filter(field -> !hidden.contains(object + "." + field)).toList();
  }
}
