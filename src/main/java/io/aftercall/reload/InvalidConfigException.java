package io.aftercall.reload;

import io.aftercall.config.Problem;
import java.util.List;

/** The files under config and routes cannot be used as they are. */
public final class InvalidConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  public InvalidConfigException(List<Problem> problems) {
    super(problems.size() + " problem(s) in the configuration");
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
