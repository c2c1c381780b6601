package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** Where a field's value comes from. */
sealed interface FieldSource {
  /** The finished value; null when there is none, and the run then knows about any trouble. */
  JsonNode value(MappingRun mappingRun);

  /** The first source that gives a usable value. */
  record From(List<SourceExpression> sources, ValuePipeline shape) implements FieldSource {
    public From {
      sources = List.copyOf(sources);
    }

    @Override
    public JsonNode value(MappingRun mappingRun) {
      for (int i = 0; i < sources.size(); i++) {
        JsonNode picked = sources.get(i).value(mappingRun);
        JsonNode value = picked == null ? null : shape.apply(picked, mappingRun);
        if (value != null) {
          return value;
        }
      }
      return null;
    }
  }

  /** The same for every call; already in shape. */
  record Fixed(JsonNode constant) implements FieldSource {
    @Override
    public JsonNode value(MappingRun mappingRun) {
      mappingRun.found("constant", constant);
      return constant;
    }
  }

  record Text(Template template, ValuePipeline shape) implements FieldSource {
    @Override
    public JsonNode value(MappingRun mappingRun) {
      String text = template.render(mappingRun);
      if (text == null) {
        return null;
      }
      JsonNode raw = TextNode.valueOf(text);
      mappingRun.found("template", raw);
      return shape.apply(raw, mappingRun);
    }
  }

  /** A default that has a default itself. */
  record Otherwise(FieldSource first, FieldSource second) implements FieldSource {
    @Override
    public JsonNode value(MappingRun mappingRun) {
      JsonNode value = first.value(mappingRun);
      return value == null ? second.value(mappingRun) : value;
    }
  }

  /** A record inside the record. */
  record Nested(List<Field> fields) implements FieldSource {
    public Nested {
      fields = List.copyOf(fields);
    }

    @Override
    public JsonNode value(MappingRun mappingRun) {
      ObjectNode group = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < fields.size(); i++) {
        fields.get(i).into(group, mappingRun);
      }
      mappingRun.begin();
      return group.isEmpty() ? null : group;
    }
  }
}
