package io.aftercall.mapping;

import java.util.List;

/**
 * One application of a mapping, told field by field.
 *
 * @param mapped exactly what {@link Mapping#apply} gives for the same call
 */
public record Trace(String mapping, String version, MappingResult mapped, List<FieldTrace> fields) {
  public Trace {
    fields = List.copyOf(fields);
  }
}
