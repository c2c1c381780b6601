package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One record as it stands in the org.
 *
 * @param id 18 characters
 * @param fields what was written, plus Id, CreatedDate and LastModifiedDate
 */
public record Row(String object, String id, ObjectNode fields) {

  /** The field's text, or an empty string. */
  public String text(String field) {
    return value(field).isNull() ? "" : value(field).asText();
  }

  /** The field's value, computed ones included; JSON null when it has none. */
  public JsonNode value(String field) {
    JsonNode stored = fields.get(field);
    if (stored != null) {
      return stored;
    }
    return switch (field) {
      case "Name" -> name();
      case "SystemModstamp" -> fields.get("LastModifiedDate");
      case "CreatedById", "LastModifiedById", "OwnerId" -> fields.textNode(Ids.USER);
      case "IsDeleted", "IsConverted" -> fields.booleanNode(false);
      case "IsClosed" -> fields.booleanNode(fields.path("Status").asText().equals("Completed"));
      case "IsHighPriority" -> fields.booleanNode(fields.path("Priority").asText().equals("High"));
      default -> NullNode.instance;
    };
  }

  /** As a query shows it: a box that was never ticked is false. */
  JsonNode value(Field field) {
    JsonNode value = value(field.name());
    return value.isNull() && field.type().equals("boolean") ? BooleanNode.FALSE : value;
  }

  private JsonNode name() {
    String name = fields.path("FirstName").asText("") + " " + fields.path("LastName").asText("");
    return name.isBlank() ? NullNode.instance : fields.textNode(name.strip());
  }
}
