package io.aftercall.reload;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import java.util.List;

/** Starts the routes of an edit where they reach nothing, before the running ones are touched. */
@FunctionalInterface
public interface RouteValidator {
  /** The problems that would keep the routes from starting; empty when they start. */
  List<Problem> validate(Workspace to, ConfigSnapshot rules);
}
