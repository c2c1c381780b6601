package io.aftercall.reload;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.mapping.Mapping;
import io.aftercall.mapping.Mappings;
import io.aftercall.reload.history.ConfigVersions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mappings as they were once, compiled again when they are asked for. */
public final class HistoricMappings {
  private static final int AT_HAND = 50;

  /** Where nothing is kept. */
  public static final HistoricMappings NONE = new HistoricMappings(null);

  private final ConfigVersions configVersions;
  private final Map<String, Optional<Mapping>> atHand =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Mapping>> eldest) {
          return size() > AT_HAND;
        }
      };

  public HistoricMappings(ConfigVersions configVersions) {
    this.configVersions = configVersions;
  }

  /**
   * @param version as attempts name it
   * @return empty when it is not kept, or cannot be used any more
   */
  public synchronized Optional<Mapping> find(String name, String version) {
    if (configVersions == null) {
      return Optional.empty();
    }
    return atHand.computeIfAbsent(name + " " + version, key -> read(name, version));
  }

  private Optional<Mapping> read(String name, String version) {
    String path = WorkspaceFolder.MAPPINGS.path() + "/" + name + WorkspaceFolder.MAPPINGS.ending();
    return configVersions.files(version).stream()
        .findFirst()
        .map(file -> Workspace.of(Map.of(path, file.text())))
        .flatMap(
            files -> {
              List<Problem> problems = new ArrayList<>();
              Mappings mappings = Mappings.load(files, problems);
              return problems.isEmpty() ? mappings.find(name) : Optional.empty();
            });
  }
}
