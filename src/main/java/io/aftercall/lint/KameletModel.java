package io.aftercall.lint;

import io.aftercall.config.WorkspaceFile;
import java.util.List;
import java.util.Map;

/**
 * A kamelet of {@code routes/kamelets} as others may use it.
 *
 * @param parameters by name
 * @param looksFirst whether it asks what the destination holds, and keeps what mappings say about
 *     {@code write}
 * @param route the steps of its template
 */
record KameletModel(
    WorkspaceFile file,
    Map<String, DslDefinition.Kind> parameters,
    boolean looksFirst,
    RouteModel route) {
  String name() {
    return file.name();
  }

  List<String> names() {
    return List.copyOf(parameters.keySet());
  }
}
