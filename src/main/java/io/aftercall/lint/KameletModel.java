package io.aftercall.lint;

import io.aftercall.config.WorkspaceFile;
import java.util.List;
import java.util.Map;

/**
 * A kamelet of {@code routes/kamelets} as others may use it.
 *
 * @param parameters by name
 * @param looksFirst {@code true} where it asks what the destination holds, and keeps what mappings
 *     say about {@code write}; the name of a parameter where it does so when that is given; else ""
 * @param route the steps of its template
 */
record KameletModel(
    WorkspaceFile file,
    Map<String, DslDefinition.Kind> parameters,
    String looksFirst,
    RouteModel route) {
  String name() {
    return file.name();
  }

  boolean canLookFirst() {
    return !looksFirst.isEmpty();
  }

  /** Whether a step of a route that calls it keeps what mappings say about {@code write}. */
  boolean looksFirst(EndpointRef step) {
    return looksFirst.equals("true")
        || !looksFirst.isEmpty()
            && step.option(looksFirst).filter(o -> !o.value().strip().equals("null")).isPresent();
  }

  List<String> names() {
    return List.copyOf(parameters.keySet());
  }
}
