package aftercall.route;

import aftercall.config.Place;
import aftercall.config.Problem;

/** A route file that Camel does not take. */
final class RouteFileFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;

  private final String path;

  RouteFileFailure(String path, Throwable cause) {
    super(path + " does not load: " + cause.getMessage(), cause);
    this.path = path;
  }

  Problem problem() {
    return problem(path, getCause());
  }

  /** The routes as a whole do not start, and Camel does not say because of which file. */
  static Problem somewhere(Throwable failure) {
    return problem("routes", failure);
  }

  private static Problem problem(String path, Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    String brief = said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
    return Problem.at(Place.of(path), "route", "does not load: " + brief, "");
  }
}
