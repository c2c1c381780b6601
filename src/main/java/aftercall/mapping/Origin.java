package aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** Where a field's value comes from. */
sealed interface Origin {
  /** The finished value; null when there is none, and the run then knows about any trouble. */
  JsonNode value(Run run);

  /** The first source that gives a usable value. */
  record From(List<Pick> sources, Shape shape) implements Origin {
    public From {
      sources = List.copyOf(sources);
    }

    @Override
    public JsonNode value(Run run) {
      for (int i = 0; i < sources.size(); i++) {
        JsonNode picked = sources.get(i).value(run);
        JsonNode value = picked == null ? null : shape.apply(picked, run);
        if (value != null) {
          return value;
        }
      }
      return null;
    }
  }

  /** The same for every call; already in shape. */
  record Fixed(JsonNode constant) implements Origin {
    @Override
    public JsonNode value(Run run) {
      run.found("value", constant);
      return constant;
    }
  }

  record Text(Template template, Shape shape) implements Origin {
    @Override
    public JsonNode value(Run run) {
      String text = template.render(run);
      if (text == null) {
        return null;
      }
      JsonNode raw = TextNode.valueOf(text);
      run.found("text", raw);
      return shape.apply(raw, run);
    }
  }

  /** A default that has a default itself. */
  record Otherwise(Origin first, Origin second) implements Origin {
    @Override
    public JsonNode value(Run run) {
      JsonNode value = first.value(run);
      return value == null ? second.value(run) : value;
    }
  }

  /** A record inside the record. */
  record Nested(List<Field> fields) implements Origin {
    public Nested {
      fields = List.copyOf(fields);
    }

    @Override
    public JsonNode value(Run run) {
      ObjectNode group = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < fields.size(); i++) {
        fields.get(i).into(group, run);
      }
      run.begin();
      return group.isEmpty() ? null : group;
    }
  }
}
