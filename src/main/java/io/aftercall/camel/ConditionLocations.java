package io.aftercall.camel;

import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Where the jq conditions of decide routes stand, by their text. */
public final class ConditionLocations {
  private final Map<String, SourceLocation> sourceLocations = new HashMap<>();

  public ConditionLocations(Workspace workspace) {
    workspace
        .in(WorkspaceFolder.DECIDE)
        .forEach(file -> file.yaml(new ArrayList<>()).ifPresent(this::visit));
  }

  /** {@code routes/decide/post-call.camel.yaml:24}, or empty. */
  public String of(String condition) {
    SourceLocation sourceLocation = sourceLocations.get(condition.strip());
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
        }
        visit(entry.value());
      }
    }
  }
}
