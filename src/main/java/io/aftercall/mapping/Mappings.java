package io.aftercall.mapping;

import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import io.aftercall.config.YamlObjectReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All mappings of an installation, by name. Immutable. */
public final class Mappings {
  static final List<String> KEYS = List.of("description", "key", "object", "fields");

  private final SortedMap<String, Mapping> byName;

  private Mappings(SortedMap<String, Mapping> byName) {
    this.byName = Collections.unmodifiableSortedMap(byName);
  }

  /**
   * Reads and compiles {@code config/mappings/*.yaml}. A file with problems may still give a
   * mapping; whoever swaps configurations must look at the problems first.
   */
  public static Mappings load(Workspace workspace, List<Problem> problems) {
    SortedMap<String, Mapping> byName = new TreeMap<>();
    List<Problem> found = new ArrayList<>();
    for (WorkspaceFile file : workspace.in(WorkspaceFolder.MAPPINGS)) {
      file.yaml(found)
          .flatMap(yamlNode -> YamlObjectReader.of(yamlNode, "a mapping", KEYS, found))
          .map(yamlObjectReader -> mapping(file, yamlObjectReader, found))
          .ifPresent(mapping -> byName.put(mapping.name(), mapping));
    }
    // A key that several rules look at is complained about once.
    found.stream().distinct().forEach(problems::add);
    return new Mappings(byName);
  }

  public Optional<Mapping> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public List<Mapping> all() {
    return new ArrayList<>(byName.values());
  }

  private static Mapping mapping(
      WorkspaceFile file, YamlObjectReader yamlObjectReader, List<Problem> problems) {
    String key = yamlObjectReader.text("key").orElse("");
    FieldReader reader = new FieldReader(key, problems);
    Optional<YamlNode> written = yamlObjectReader.node("fields");
    if (written.isEmpty()) {
      SourceLocation sourceLocation = yamlObjectReader.place();
      problems.add(
          Problem.at(sourceLocation, "missing-key", "'fields' is missing", "add the fields"));
    }
    List<Field> fields =
        written.map(yamlNode -> reader.fields(yamlNode, new Field.Name("", ""))).orElse(List.of());
    if (!key.isEmpty() && written.isPresent()) {
      yamlObjectReader
          .scalar("key")
          .ifPresent(scalar -> reader.checkKey(key, scalar.place(), fields));
    }
    return new Mapping(
        new Mapping.Head(
            file.name(),
            yamlObjectReader.text("description").orElse(""),
            key,
            yamlObjectReader.text("object").orElse(""),
            file.version()),
        fields);
  }
}
