package io.aftercall.lint;

import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found so far. */
public final class ProblemCollector {
  private static final Comparator<Problem> IN_ORDER =
      Comparator.comparing((Problem problem) -> problem.place().file())
          .thenComparing(problem -> problem.place().line())
          .thenComparing(problem -> problem.place().column())
          .thenComparing(Problem::code);

  private final List<Problem> problems = new ArrayList<>();

  public void error(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.at(sourceLocation, code, message, hint));
  }

  public void warning(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.warning(sourceLocation, code, message, hint));
  }

  /** For readers that add to a list. */
  List<Problem> list() {
    return problems;
  }

  /** Each once, by file and place. A file may be read for several reasons. */
  public List<Problem> sorted() {
    Map<String, Problem> once = new LinkedHashMap<>();
    problems.forEach(p -> once.putIfAbsent(p.place() + " " + p.code() + " " + p.message(), p));
    return once.values().stream().sorted(IN_ORDER).toList();
  }
}
