package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The org's own guard against a second Lead of the same person, when switched on. */
final class DuplicateRule {
  private static final List<String> PHONES = List.of("Phone", "MobilePhone");

  private final Org org;

  DuplicateRule(Org org) {
    this.org = org;
  }

  /** Refuses a new Lead that has the phone or the e-mail address of another one. */
  void check(ObjectType type, ObjectNode values) {
    if (!type.name().equals("Lead")) {
      return;
    }
    org.table("Lead").rows().stream()
        .filter(other -> samePerson(values, other))
        .findFirst()
        .ifPresent(
            other -> {
              throw Refusal.of(error(other.id()));
            });
  }

  private static boolean samePerson(ObjectNode values, Row other) {
    String email = values.path("Email").asText("");
    return (!email.isEmpty() && email.equalsIgnoreCase(other.text("Email")))
        || PHONES.stream().anyMatch(phone -> samePhone(values.path(phone).asText(""), other));
  }

  private static boolean samePhone(String phone, Row other) {
    return !phone.isEmpty() && PHONES.stream().map(other::text).anyMatch(phone::equals);
  }

  /** Two captures of the real answer both spell the key {@code duplicateResut}. */
  static SalesforceError error(String matchedId) {
    ObjectNode extra = Json.object();
    ObjectNode result = extra.putObject("duplicateResut");
    result
        .put("allowSave", false)
        .put("duplicateRule", "Standard_Lead_Duplicate_Rule")
        .put("duplicateRuleEntityType", "Lead")
        .put("errorMessage", "Use one of these records?");
    ObjectNode match = result.putArray("matchResults").addObject();
    match.put("entityType", "Lead").put("matchEngine", "ExactMatchEngine").putArray("errors");
    ObjectNode record = match.putArray("matchRecords").addObject();
    record.put("matchConfidence", 100.0).putArray("additionalInformation");
    record.putArray("fieldDiffs");
    ObjectNode lead = record.putObject("record");
    lead.putObject("attributes")
        .put("type", "Lead")
        .put("url", "/services/data/v62.0/sobjects/Lead/" + matchedId);
    lead.put("Id", matchedId);
    match.put("rule", "Standard_Lead_Match_Rule_v1_0").put("size", 1).put("success", true);
    return new SalesforceError(
        400, "DUPLICATES_DETECTED", "Use one of these records?", List.of(), extra);
  }
}
