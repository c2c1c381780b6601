package aftercall.route;

import aftercall.config.Folder;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.mapping.Mapping;
import aftercall.mapping.Mappings;
import aftercall.versions.Versions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mappings as they were once, compiled again when they are asked for. */
final class KeptMappings {
  private static final int AT_HAND = 50;

  /** Where nothing is kept. */
  static final KeptMappings NONE = new KeptMappings(null);

  private final Versions versions;
  private final Map<String, Optional<Mapping>> atHand =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Mapping>> eldest) {
          return size() > AT_HAND;
        }
      };

  KeptMappings(Versions versions) {
    this.versions = versions;
  }

  /**
   * @param version as attempts name it
   * @return empty when it is not kept, or cannot be used any more
   */
  synchronized Optional<Mapping> find(String name, String version) {
    if (versions == null) {
      return Optional.empty();
    }
    return atHand.computeIfAbsent(name + " " + version, key -> read(name, version));
  }

  private Optional<Mapping> read(String name, String version) {
    String path = Folder.MAPPINGS.path() + "/" + name + Folder.MAPPINGS.ending();
    return versions.files(version).stream()
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
