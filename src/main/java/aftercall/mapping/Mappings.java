package aftercall.mapping;

import aftercall.config.Folder;
import aftercall.config.Form;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
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
    for (WorkspaceFile file : workspace.in(Folder.MAPPINGS)) {
      file.yaml(found)
          .flatMap(node -> Form.of(node, "a mapping", KEYS, found))
          .map(form -> mapping(file, form, found))
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

  private static Mapping mapping(WorkspaceFile file, Form form, List<Problem> problems) {
    String key = form.text("key").orElse("");
    FieldReader reader = new FieldReader(key, problems);
    Optional<Node> written = form.node("fields");
    if (written.isEmpty()) {
      Place place = form.place();
      problems.add(Problem.at(place, "missing-key", "'fields' is missing", "add the fields"));
    }
    List<Field> fields =
        written.map(node -> reader.fields(node, new Field.Name("", ""))).orElse(List.of());
    if (!key.isEmpty() && written.isPresent()) {
      form.scalar("key").ifPresent(scalar -> reader.checkKey(key, scalar.place(), fields));
    }
    return new Mapping(
        new Mapping.Head(
            file.name(),
            form.text("description").orElse(""),
            key,
            form.text("object").orElse(""),
            file.version()),
        fields);
  }
}
