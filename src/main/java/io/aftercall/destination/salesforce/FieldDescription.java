package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What an org says about one field of an object. */
public final class FieldDescription {
  private final JsonNode json;

  FieldDescription(JsonNode json) {
    this.json = json;
  }

  public String name() {
    return json.path("name").asText();
  }

  /** Salesforce's word: {@code string}, {@code picklist}, {@code boolean} … */
  public String type() {
    return json.path("type").asText();
  }

  /** Longest text in characters; 0 where that makes no sense. */
  public int length() {
    return json.path("length").asInt();
  }

  public boolean isCreateable() {
    return json.path("createable").asBoolean();
  }

  public boolean isUpdateable() {
    return json.path("updateable").asBoolean();
  }

  /** Whether a record cannot be made without it. */
  public boolean isRequired() {
    return isCreateable()
        && !json.path("nillable").asBoolean(true)
        && !json.path("defaultedOnCreate").asBoolean()
        && !type().equals("boolean");
  }

  /** Whether an upsert may find records by it. */
  public boolean isKey() {
    return json.path("externalId").asBoolean() || json.path("idLookup").asBoolean();
  }

  public boolean isUnique() {
    return json.path("unique").asBoolean();
  }

  /** Whether Salesforce refuses values that are not in the list. */
  public boolean isRestricted() {
    return json.path("restrictedPicklist").asBoolean();
  }

  /** The active values of a picklist; empty when it is none. */
  public List<String> choices() {
    List<String> choices = new ArrayList<>();
    for (JsonNode choice : json.path("picklistValues")) {
      if (choice.path("active").asBoolean(true)) {
        choices.add(choice.path("value").asText());
      }
    }
    return choices;
  }

  /** The name under which a record may name another one by its external id, or "". */
  String relationship() {
    return json.path("relationshipName").asText("");
  }
}
