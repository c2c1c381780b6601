package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One mapping file, compiled. Immutable and safe for many threads. */
public final class Mapping {
  /**
   * What a file says about itself.
   *
   * @param key the field that identifies the record at its destination, or ""
   * @param object the destination's name for the record ({@code Lead}), or ""
   * @param version first 12 hex digits of the file's SHA-256
   */
  record Head(String name, String description, String key, String object, String version) {}

  private final Head head;
  private final Field[] fields;
  private final Map<String, CarefulWrite> careful;

  Mapping(Head head, List<Field> fields) {
    this.head = head;
    this.fields = fields.toArray(Field[]::new);
    careful =
        fields.stream()
            .filter(field -> field.write() != WriteMode.ALWAYS)
            .collect(
                Collectors.toUnmodifiableMap(f -> f.name().key(), Field::careful, (a, b) -> a));
  }

  /** The file's name without folder and ending. */
  public String name() {
    return head.name();
  }

  public String description() {
    return head.description();
  }

  /** The field that identifies the record at its destination. */
  public Optional<String> key() {
    return Optional.of(head.key()).filter(key -> !key.isEmpty());
  }

  /** The destination's name for the record: {@code Lead}. */
  public Optional<String> object() {
    return Optional.of(head.object()).filter(object -> !object.isEmpty());
  }

  /** Changes when the file's text does; 12 hex digits. */
  public String version() {
    return head.version();
  }

  /** Names of the record's fields, in order. */
  public List<String> fields() {
    return List.of(fields).stream().map(field -> field.name().key()).toList();
  }

  /** Fields that are not simply written, by name. */
  public Map<String, CarefulWrite> careful() {
    return careful;
  }

  /** Never throws, whatever the call holds. */
  public MappingResult apply(JsonNode call) {
    return run(MappingRun.quiet(call));
  }

  /** The same, and how each field came to its value. */
  public Trace trace(JsonNode call) {
    MappingRun mappingRun = MappingRun.traced(call);
    MappingResult mappingResult = run(mappingRun);
    return new Trace(name(), version(), mappingResult, mappingRun.traces());
  }

  private MappingResult run(MappingRun mappingRun) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    for (Field field : fields) {
      field.into(record, mappingRun);
    }
    String key = null;
    if (!head.key().isEmpty()) {
      JsonNode value = record.get(head.key());
      if (value == null) {
        mappingRun.refuse(head.key(), "the record has no key");
      } else {
        key = ScalarValues.text(value);
      }
    }
    return new MappingResult(
        record,
        mappingRun.refusal() == null ? key : null,
        mappingRun.notes(),
        mappingRun.refusal());
  }
}
