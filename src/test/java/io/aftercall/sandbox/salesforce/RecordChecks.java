package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the describe says a record must be. All faults of a record are found at once. */
final class RecordChecks {
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9._%+'/=!#$&*?^`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final long GREATEST_INT = 99_999_999;

  private static final String NO_COUNTRY =
      "There's a problem with this country, even though it may appear correct. Please select a"
          + " country/territory from the list of valid countries.: Country";

  private final Org org;

  RecordChecks(Org org) {
    this.org = org;
  }

  /**
   * @param before the record as it stands, or null when it is new
   */
  void check(Table table, ObjectNode values, Row before) {
    List<SalesforceError> errors = new ArrayList<>();
    checkAccess(table.type(), values, before == null, errors);
    checkRequired(table.type(), values, before == null, errors);
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      if (!value.getValue().isNull()) {
        Field field = table.type().field(value.getKey());
        checkValue(field, value.getValue(), errors);
        checkUnique(table, field, value.getValue().asText(), before, errors);
      }
    }
    if (table.type().activity() && errors.isEmpty()) {
      new ActivityRules(org).check(table.type(), values, before, errors);
    }
    if (!errors.isEmpty()) {
      throw Refusal.of(errors);
    }
  }

  private static void checkAccess(
      ObjectType type, ObjectNode values, boolean creating, List<SalesforceError> errors) {
    List<String> closed = new ArrayList<>();
    values
        .fieldNames()
        .forEachRemaining(
            name -> {
              Field field = type.field(name);
              if (creating ? !field.createable() : !field.updateable()) {
                closed.add(name);
              }
            });
    if (!closed.isEmpty()) {
      String message =
          "Unable to create/update fields: %s. Please check the security settings of this field and"
              + " verify that it is read/write for your profile or permission set.";
      errors.add(
          SalesforceError.record(
              "INVALID_FIELD_FOR_INSERT_UPDATE",
              message.formatted(String.join(", ", closed)),
              closed.toArray(String[]::new)));
    }
  }

  private static void checkRequired(
      ObjectType type, ObjectNode values, boolean creating, List<SalesforceError> errors) {
    List<String> missing = new ArrayList<>();
    for (Field field : type.fields()) {
      JsonNode value = values.get(field.name());
      if (field.required() && (value == null ? creating : value.isNull())) {
        missing.add(field.name());
      }
    }
    if (!missing.isEmpty()) {
      errors.add(
          SalesforceError.record(
              "REQUIRED_FIELD_MISSING",
              "Required fields are missing: " + missing,
              missing.toArray(String[]::new)));
    }
  }

  private void checkValue(Field field, JsonNode value, List<SalesforceError> errors) {
    String text = value.asText();
    if (field.holdsId()) {
      checkReference(field, text, errors);
    } else if (field.name().equals("Country") && !org.knowsCountry(text)) {
      errors.add(SalesforceError.record("FIELD_INTEGRITY_EXCEPTION", NO_COUNTRY, field.name()));
    } else if (field.type().startsWith("date") && !isPossible(text)) {
      String message = field.label() + ": invalid date: " + text;
      errors.add(SalesforceError.record("NUMBER_OUTSIDE_VALID_RANGE", message, field.name()));
    } else if (field.length() > 0 && text.length() > field.length()) {
      String message =
          "%s: data value too large: %s (max length=%d)"
              .formatted(field.label(), text, field.length());
      errors.add(SalesforceError.record("STRING_TOO_LONG", message, field.name()));
    } else if (field.type().equals("email") && !EMAIL.matcher(text).matches()) {
      String message = field.label() + ": invalid email address: " + text;
      errors.add(SalesforceError.record("INVALID_EMAIL_ADDRESS", message, field.name()));
    } else if (field.type().equals("picklist") && !field.allows(text)) {
      String message = field.label() + ": bad value for restricted picklist field: " + text;
      errors.add(
          SalesforceError.record("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, field.name()));
    } else if (field.type().equals("int") && Math.abs(value.asLong()) > GREATEST_INT) {
      String message = field.label() + ": value outside of valid range on numeric field: " + text;
      errors.add(SalesforceError.record("NUMBER_OUTSIDE_VALID_RANGE", message, field.name()));
    }
  }

  private static boolean isPossible(String date) {
    return date.compareTo("1700") >= 0 && date.compareTo("4001") < 0;
  }

  private void checkReference(Field field, String id, List<SalesforceError> errors) {
    boolean knownTargets = field.targets().stream().anyMatch(name -> org.find(name) != null);
    boolean rightType =
        !knownTargets
            || field.targets().stream()
                .map(org::find)
                .anyMatch(table -> table == null || id.startsWith(table.type().prefix()));
    if (!Ids.wellFormed(id) || !rightType) {
      String message = field.label() + ": id value of incorrect type: " + id;
      errors.add(SalesforceError.record("MALFORMED_ID", message, field.name()));
    } else if (knownTargets && org.row(id) == null) {
      errors.add(
          SalesforceError.record("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
    }
  }

  private static void checkUnique(
      Table table, Field field, String value, Row before, List<SalesforceError> errors) {
    if (!field.unique()) {
      return;
    }
    for (String id : table.idsWith(field, value)) {
      if (before == null || !before.id().equals(id)) {
        String message =
            "duplicate value found: %s duplicates value on record with id: %s"
                .formatted(field.name(), Ids.shortened(id));
        errors.add(SalesforceError.record("DUPLICATE_VALUE", message));
      }
    }
  }
}
