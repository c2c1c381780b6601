package io.aftercall.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * What a mapping made of one call.
 *
 * @param record fields in file order; absent values are left out, never null; when refused, as far
 *     as it came
 * @param key text of the key field, or null when the mapping has none or the record is refused
 * @param refusal null when the record may be sent
 * @param byDefault fields whose value is their default, which is for a new record only
 */
public record MappingResult(
    ObjectNode record,
    String key,
    List<MappingWarning> notes,
    MappingRejection refusal,
    Set<String> byDefault) {
  /** None of its values is a default. */
  public MappingResult(
      ObjectNode record, String key, List<MappingWarning> notes, MappingRejection refusal) {
    this(record, key, notes, refusal, Set.of());
  }

  public boolean isRefused() {
    return refusal != null;
  }
}
