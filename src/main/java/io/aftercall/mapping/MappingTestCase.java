package io.aftercall.mapping;

import io.aftercall.config.SourceLocation;
import io.aftercall.config.YamlNode;
import java.util.List;

/** One test of a {@code *.test.yaml}, as written. */
record MappingTestCase(
    String mapping, String name, SourceLocation place, TestCallFixture given, Expected expected) {

  /**
   * @param exact the whole record, or null
   * @param some fields that must be so, or null
   * @param absent fields that must not be there
   * @param refused the field that stops the record, or null
   */
  record Expected(
      YamlNode.Mapping exact,
      YamlNode.Mapping some,
      List<YamlNode.Scalar> absent,
      YamlNode.Scalar refused) {
    boolean isNothing() {
      return exact == null && some == null && absent.isEmpty() && refused == null;
    }
  }
}
