package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an org says about one kind of record, as far as the user of the login may see it. */
public final class ObjectDescription {
  private final String name;
  private final List<FieldDescription> fields = new ArrayList<>();

  ObjectDescription(JsonNode json) {
    name = json.path("name").asText();
    json.path("fields").forEach(field -> fields.add(new FieldDescription(field)));
  }

  public String name() {
    return name;
  }

  public List<FieldDescription> fields() {
    return List.copyOf(fields);
  }

  /** Salesforce does not mind the case of a field's name. */
  public Optional<FieldDescription> field(String fieldName) {
    return fields.stream().filter(f -> f.name().equalsIgnoreCase(fieldName)).findFirst();
  }

  /** The field behind {@code Owner: { fields: … }}. */
  public Optional<FieldDescription> relationship(String relationship) {
    return relationship.isEmpty()
        ? Optional.empty()
        : fields.stream().filter(f -> f.relationship().equalsIgnoreCase(relationship)).findFirst();
  }
}
