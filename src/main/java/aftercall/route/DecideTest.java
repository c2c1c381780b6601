package aftercall.route;

import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.mapping.GivenCall;
import java.util.List;

/**
 * One test of a {@code routes/decide/*.test.yaml}, as written.
 *
 * @param route name of the route file
 * @param source whose calls the route file decides about, or null
 */
record DecideTest(
    String route, String source, String name, Place place, GivenCall given, Expected expected) {

  /**
   * Exactly one of them is not null.
   *
   * @param destinations in any order
   * @param held reason
   * @param ignored reason
   */
  record Expected(List<Node.Scalar> destinations, Node.Scalar held, Node.Scalar ignored) {}
}
