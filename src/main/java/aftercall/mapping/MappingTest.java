package aftercall.mapping;

import aftercall.config.Node;
import aftercall.config.Place;
import java.util.List;

/** One test of a {@code *.test.yaml}, as written. */
record MappingTest(String mapping, String name, Place place, GivenCall given, Expected expected) {

  /**
   * @param exact the whole record, or null
   * @param some fields that must be so, or null
   * @param absent fields that must not be there
   * @param refused the field that stops the record, or null
   */
  record Expected(
      Node.Mapping exact, Node.Mapping some, List<Node.Scalar> absent, Node.Scalar refused) {
    boolean isNothing() {
      return exact == null && some == null && absent.isEmpty() && refused == null;
    }
  }
}
