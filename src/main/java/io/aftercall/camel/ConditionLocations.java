package io.aftercall.camel;

import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import io.aftercall.reload.RouteLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Where the jq of route files stands, by its text. */
public final class ConditionLocations {
  private final Map<String, SourceLocation> sourceLocations = new HashMap<>();

  /** Of kamelets, some of which are jq. */
  private final Map<String, SourceLocation> parameters = new HashMap<>();

  public ConditionLocations(Workspace workspace) {
    for (WorkspaceFolder workspaceFolder : RouteLoader.IN_ORDER) {
      workspace
          .in(workspaceFolder)
          .forEach(file -> file.yaml(new ArrayList<>()).ifPresent(this::visit));
    }
  }

  /** {@code routes/decide/post-call.camel.yaml:24}, or empty. */
  public String of(String condition) {
    String text = condition.strip();
    SourceLocation sourceLocation = sourceLocations.getOrDefault(text, parameters.get(text));
    return sourceLocation == null ? "" : sourceLocation.file() + ":" + sourceLocation.line();
  }

  private void visit(YamlNode yamlNode) {
    if (yamlNode instanceof YamlNode.Sequence list) {
      list.items().forEach(this::visit);
    } else if (yamlNode instanceof YamlNode.Mapping group) {
      for (YamlNode.Entry entry : group.entries()) {
        String key = entry.key().text();
        if (entry.value() instanceof YamlNode.Scalar text
            && (key.equals("jq") || key.equals("expression"))) {
          sourceLocations.putIfAbsent(text.text().strip(), entry.key().place());
        } else if (entry.value() instanceof YamlNode.Scalar text) {
          parameters.putIfAbsent(text.text().strip(), entry.key().place());
        }
        visit(entry.value());
      }
    }
  }
}
