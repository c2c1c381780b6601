package io.aftercall.dryrun;

import io.aftercall.config.SourceLocation;
import io.aftercall.config.YamlNode;
import io.aftercall.mapping.TestCallFixture;
import java.util.List;

/**
 * One test of a {@code routes/decide/*.test.yaml}, as written.
 *
 * @param route name of the route file
 * @param source whose calls the route file decides about, or null
 */
record RouteTestCase(
    String route,
    String source,
    String name,
    SourceLocation place,
    TestCallFixture given,
    Expected expected) {

  /**
   * Exactly one of them is not null.
   *
   * @param destinations in any order
   * @param held reason
   * @param ignored reason
   */
  record Expected(
      List<YamlNode.Scalar> destinations, YamlNode.Scalar held, YamlNode.Scalar ignored) {}
}
