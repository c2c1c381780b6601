package io.aftercall.lint;

import io.aftercall.config.SourceLocation;
import io.aftercall.routing.DecideTree;

/** Calls that a decide route would let go without a word. */
final class DecideBranches {
  private final ProblemCollector problemCollector;

  DecideBranches(ProblemCollector problemCollector) {
    this.problemCollector = problemCollector;
  }

  void check(DecideTree tree) {
    for (SourceLocation choice : tree.openChoices()) {
      problemCollector.warning(
          choice,
          "no-otherwise",
          "this choice has no 'otherwise': a call for which none of its conditions holds passes"
              + " without a word",
          "add otherwise: with steps: [{to: 'inbox:hold?reason=…'}], or inbox:ignore where nothing"
              + " is to be done");
    }
    boolean allBehind =
        !tree.namings().isEmpty()
            && tree.namings().stream().noneMatch(naming -> naming.guards().isEmpty());
    if (allBehind && !tree.alwaysEnds() && tree.openChoices().isEmpty()) {
      problemCollector.warning(
          tree.place(),
          "may-go-nowhere",
          "every destination of this route stands behind a condition: a call for which none of them"
              + " holds is listed as unrouted and goes nowhere",
          "name one destination for every call, or hold or ignore what remains:"
              + " inbox:ignore?reason=…");
    }
  }
}
