package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What Tasks and Events must keep to beyond their fields. */
final class ActivityRules {
  /** Of an Event: fourteen days. */
  private static final int LONGEST_MINUTES = 14 * 24 * 60;

  private final Org org;

  ActivityRules(Org org) {
    this.org = org;
  }

  void check(ObjectType type, ObjectNode values, Row before, List<SalesforceError> errors) {
    checkPeople(values, before, errors);
    if (type.name().equals("Event") && before == null) {
      checkTimes(values, errors);
    }
    int minutes = values.path("DurationInMinutes").asInt();
    if (minutes < 0 || minutes > LONGEST_MINUTES) {
      errors.add(
          SalesforceError.record(
              "NUMBER_OUTSIDE_VALID_RANGE",
              "Duration: value outside of valid range on numeric field: " + minutes,
              "DurationInMinutes"));
    }
  }

  private void checkPeople(ObjectNode values, Row before, List<SalesforceError> errors) {
    Row who = org.row(value("WhoId", values, before));
    if (who == null || !who.object().equals("Lead")) {
      return;
    }
    if (values.has("WhoId") && who.value("IsConverted").asBoolean()) {
      errors.add(convertedLead());
    }
    if (!value("WhatId", values, before).isEmpty()) {
      errors.add(
          SalesforceError.record(
              "FIELD_INTEGRITY_EXCEPTION",
              "Related To ID: a record related to a lead cannot be related to anything else",
              "WhatId"));
    }
  }

  static SalesforceError convertedLead() {
    return SalesforceError.record(
        "CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
  }

  private static void checkTimes(ObjectNode values, List<SalesforceError> errors) {
    String start = text(values, "StartDateTime") + text(values, "ActivityDateTime");
    String end = text(values, "EndDateTime");
    boolean allDay = values.path("IsAllDayEvent").asBoolean() && values.hasNonNull("ActivityDate");
    boolean lasting = !end.isEmpty() || values.hasNonNull("DurationInMinutes");
    if (!allDay && (start.isEmpty() || !lasting)) {
      errors.add(
          SalesforceError.record(
              "REQUIRED_FIELD_MISSING",
              "Required fields are missing: [DurationInMinutes, ActivityDateTime]",
              "DurationInMinutes",
              "ActivityDateTime"));
    } else if (!end.isEmpty() && end.compareTo(start) < 0) {
      errors.add(
          SalesforceError.record(
              "FIELD_INTEGRITY_EXCEPTION", "Event duration can't be negative", "EndDateTime"));
    }
  }

  private static String value(String field, ObjectNode values, Row before) {
    if (values.has(field)) {
      return text(values, field);
    }
    return before == null ? "" : before.text(field);
  }

  private static String text(ObjectNode values, String field) {
    JsonNode value = values.get(field);
    return value == null || value.isNull() ? "" : value.asText();
  }
}
