package io.aftercall.mapping;

import io.aftercall.config.Problem;
import io.aftercall.config.YamlNode;
import java.util.List;
import java.util.Set;

/** The jq of route files, which is the jq of mappings with Camel's functions and a clock. */
public final class RouteJq {
  private static final Set<String> CAMELS =
      Set.of("header", "property", "variable", "constant", "body");

  private RouteJq() {}

  /**
   * Says what is wrong with an expression.
   *
   * @param ofCall whether it looks at the canonical call, so that its fields can be checked
   */
  public static void check(YamlNode.Scalar expression, boolean ofCall, List<Problem> problems) {
    new JqReader(problems, new JqReader.Surroundings("a route", ofCall, CAMELS)).check(expression);
  }
}
