package io.aftercall.camel;

import io.aftercall.destination.FieldWritePolicy;
import io.aftercall.mapping.Mapping;
import io.aftercall.mapping.MappingResult;
import io.aftercall.mapping.WriteMode;
import java.util.HashMap;
import java.util.Map;

/** How the fields of a record must be written with care, by what its mapping says. */
final class FieldWritePolicies {
  private static final FieldWritePolicy DEFAULT =
      new FieldWritePolicy(FieldWritePolicy.Policy.CREATE, Integer.MAX_VALUE);

  private FieldWritePolicies() {}

  static Map<String, FieldWritePolicy> of(Mapping mapping) {
    Map<String, FieldWritePolicy> fieldWritePolicies = new HashMap<>();
    mapping
        .careful()
        .forEach(
            (field, carefulWrite) ->
                fieldWritePolicies.put(
                    field, new FieldWritePolicy(policy(carefulWrite.write()), carefulWrite.max())));
    return fieldWritePolicies;
  }

  /** A default is for a new record only: what is there already says more. */
  static Map<String, FieldWritePolicy> of(
      Map<String, FieldWritePolicy> ofMapping, MappingResult mappingResult) {
    if (mappingResult.byDefault().isEmpty()) {
      return ofMapping;
    }
    Map<String, FieldWritePolicy> fieldWritePolicies = new HashMap<>(ofMapping);
    mappingResult
        .byDefault()
        .forEach(field -> fieldWritePolicies.merge(field, DEFAULT, (care, one) -> care.forNew()));
    return fieldWritePolicies;
  }

  private static FieldWritePolicy.Policy policy(WriteMode writeMode) {
    return switch (writeMode) {
      case ALWAYS -> throw new IllegalArgumentException("needs no care");
      case CREATE -> FieldWritePolicy.Policy.CREATE;
      case IF_EMPTY -> FieldWritePolicy.Policy.IF_EMPTY;
      case IF_UNCHANGED -> FieldWritePolicy.Policy.IF_UNCHANGED;
      case APPEND -> FieldWritePolicy.Policy.APPEND;
      case IF_LATEST -> FieldWritePolicy.Policy.IF_LATEST;
    };
  }
}
