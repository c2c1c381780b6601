package io.aftercall.reload;

import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;

/** A route file that Camel does not take. */
public final class RouteLoadException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;

  private final String path;

  RouteLoadException(String path, Throwable cause) {
    super(path + " does not load: " + cause.getMessage(), cause);
    this.path = path;
  }

  public Problem problem() {
    return problem(path, getCause());
  }

  /** The routes as a whole do not start, and Camel does not say because of which file. */
  public static Problem somewhere(Throwable failure) {
    return problem("routes", failure);
  }

  private static Problem problem(String path, Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    String brief = said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
    return Problem.at(SourceLocation.of(path), "route", "does not load: " + brief, "");
  }
}
