package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Saves one record after every check, or refuses it. */
final class Saves {
  /** Whether the request may bring a Lead the duplicate rule objects to. */
  enum Duplicates {
    REFUSED,
    ALLOWED;

    static Duplicates in(Call call) {
      boolean allowed =
          call.ask()
              .header("Sforce-Duplicate-Rule-Header")
              .replace(" ", "")
              .contains("allowSave=true");
      return allowed ? ALLOWED : REFUSED;
    }
  }

  record Saved(String id, boolean created) {}

  private final Org org;
  private final Faults faults;
  private final RecordChecks checks;
  private final DuplicateRule duplicateRule;
  private boolean duplicateRuleOn;

  Saves(Org org, Faults faults) {
    this.org = org;
    this.faults = faults;
    checks = new RecordChecks(org);
    duplicateRule = new DuplicateRule(org);
  }

  void duplicateRule(boolean on) {
    duplicateRuleOn = on;
  }

  Saved create(Table table, ObjectNode values, Duplicates duplicates) {
    return create(table, values, "", duplicates);
  }

  Saved update(Table table, String id, ObjectNode values) {
    Row row = table.row(id);
    if (row == null) {
      throw Refusal.of(missing(table, id));
    }
    return update(table, row, values, "");
  }

  /** Which words the real service has for a record that is not there. */
  static SalesforceError missing(Table table, String id) {
    return table.wasDeleted(id)
        ? new SalesforceError(404, "ENTITY_IS_DELETED", "entity is deleted", List.of(), null)
        : SalesforceError.notFound();
  }

  /** The values must not hold the key; a key that is the record's own id only updates. */
  Saved upsert(Table table, Field key, String value, Saving how) {
    if (key.holdsId()) {
      return update(table, value, how.values());
    }
    how.values().put(key.name(), value);
    List<String> ids = table.idsWith(key, value);
    if (ids.size() > 1) {
      String message =
          "%s: more than one record found for external id field: %s".formatted(key.name(), ids);
      throw Refusal.of(SalesforceError.record("DUPLICATE_EXTERNAL_ID", message, key.name()));
    }
    return ids.isEmpty()
        ? create(table, how.values(), value, how.duplicates())
        : update(table, table.row(ids.get(0)), how.values(), value);
  }

  /** What to write, and whether over the duplicate rule. */
  record Saving(ObjectNode values, Duplicates duplicates) {}

  private Saved create(Table table, ObjectNode values, String key, Duplicates duplicates) {
    refuseTroubled(values);
    checks.check(table, values, null);
    if (duplicateRuleOn && duplicates == Duplicates.REFUSED) {
      duplicateRule.check(table.type(), values);
    }
    return new Saved(org.insert(table, values, key), true);
  }

  private Saved update(Table table, Row row, ObjectNode values, String key) {
    refuseTroubled(values);
    if (row.object().equals("Lead") && row.value("IsConverted").asBoolean()) {
      throw Refusal.of(ActivityRules.convertedLead());
    }
    checks.check(table, values, row);
    org.update(table, row, values, key);
    return new Saved(row.id(), false);
  }

  private void refuseTroubled(ObjectNode values) {
    faults
        .trouble(values)
        .ifPresent(
            error -> {
              throw Refusal.of(error);
            });
  }
}
