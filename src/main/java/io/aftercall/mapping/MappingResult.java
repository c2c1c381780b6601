package io.aftercall.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a mapping made of one call.
 *
 * @param record fields in file order; absent values are left out, never null; when refused, as far
 *     as it came
 * @param key text of the key field, or null when the mapping has none or the record is refused
 * @param refusal null when the record may be sent
 */
public record MappingResult(
    ObjectNode record, String key, List<MappingWarning> notes, MappingRejection refusal) {
  public boolean isRefused() {
    return refusal != null;
  }
}
