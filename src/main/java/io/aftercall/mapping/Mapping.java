package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.mapping.jq.RuleTooLongException;
import io.aftercall.mapping.write.FieldWritePolicy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private final Map<String, FieldWritePolicy> careful;
  private final Set<String> needed;

  Mapping(Head head, List<Field> fields) {
    this.head = head;
    this.fields = fields.toArray(Field[]::new);
    careful =
        fields.stream()
            .filter(field -> field.write() != FieldWritePolicy.Policy.ALWAYS)
            .collect(
                Collectors.toUnmodifiableMap(f -> f.name().key(), Field::careful, (a, b) -> a));
    needed =
        Stream.concat(fields.stream().flatMap(Field::needed), key().stream())
            .collect(Collectors.toUnmodifiableSet());
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
  public Map<String, FieldWritePolicy> careful() {
    return careful;
  }

  /** The same for one record, whose defaults are for a new record only. */
  public Map<String, FieldWritePolicy> careful(MappingResult result) {
    if (result.byDefault().isEmpty()) {
      return careful;
    }
    Map<String, FieldWritePolicy> ofRecord = new HashMap<>(careful);
    result
        .byDefault()
        .forEach(
            field ->
                ofRecord.merge(
                    field, FieldWritePolicy.DEFAULT_VALUE, (care, one) -> care.forNew()));
    return ofRecord;
  }

  /**
   * Paths of fields without which the record must not go: the key, and those that are required or
   * refuse a value that cannot be used.
   */
  public Set<String> needed() {
    return needed;
  }

  /** The default of a field, as a new record would get it; empty when there is none. */
  public Optional<JsonNode> defaultOf(String fieldName, JsonNode call) {
    return Arrays.stream(fields)
        .filter(field -> field.name().key().equals(fieldName))
        .filter(field -> field.fallback().otherwise() != null)
        .findFirst()
        .map(field -> field.fallback().otherwise().value(MappingRun.quiet(call)));
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
      try {
        field.into(record, mappingRun);
      } catch (RuleTooLongException e) {
        // What the other fields would be helps nobody: each of them may take as long.
        mappingRun.refuse(field.name().path(), e.getMessage());
        return new MappingResult(record, null, mappingRun.notes(), mappingRun.refusal());
      }
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
        mappingRun.refusal(),
        sent(mappingRun));
  }

  /** Defaults of fields that reach the destination; without its key no record is known again. */
  private Set<String> sent(MappingRun mappingRun) {
    return mappingRun.byDefault().isEmpty()
        ? Set.of()
        : mappingRun.byDefault().stream()
            .filter(field -> !field.startsWith("_") && !field.equals(head.key()))
            .collect(Collectors.toUnmodifiableSet());
  }
}
