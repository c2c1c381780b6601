package io.aftercall.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything operators have written, as it stood at one moment: path to text. Immutable; what is
 * built from it can be built aside and swapped in one step.
 */
public final class Workspace {
  private final SortedMap<String, String> files;
  private final List<Problem> problems;
  private final String hash;

  private Workspace(SortedMap<String, String> files, List<Problem> problems) {
    this.files = Collections.unmodifiableSortedMap(files);
    this.problems = List.copyOf(problems);
    this.hash = hash(files, this.problems);
  }

  /**
   * Reads the known folders below the installation folder. Follows links, leaves out hidden files
   * and editors' backups. A folder that is missing is empty; a file that cannot be read is a
   * problem.
   */
  public static Workspace read(Path home) {
    List<Problem> problems = new ArrayList<>();
    SortedMap<String, String> files = new FolderReader(home, problems).files();
    return new Workspace(files, problems);
  }

  /** Files that lie nowhere: for edits that are tried before they are saved. */
  public static Workspace of(Map<String, String> files) {
    return new Workspace(new TreeMap<>(files), List.of());
  }

  /** The same with one file more, or with another text in it. */
  public Workspace with(String path, String text) {
    SortedMap<String, String> edited = new TreeMap<>(files);
    edited.put(path, text);
    return new Workspace(edited, problems);
  }

  /** What could not be read, or was meant to be read and is not. */
  public List<Problem> problems() {
    return problems;
  }

  /** Path to text, sorted by path. */
  public SortedMap<String, String> files() {
    return files;
  }

  /** The files the hash counts: all but the settings, which are a node's own. */
  public SortedMap<String, String> rules() {
    SortedMap<String, String> rules = new TreeMap<>(files);
    rules.keySet().removeIf(WorkspaceFolder.SETTINGS::holds);
    return rules;
  }

  /** These rules with the settings that lie there. */
  public Workspace inPlaceOf(Workspace there) {
    SortedMap<String, String> together = new TreeMap<>(there.files);
    together.keySet().removeIf(path -> !WorkspaceFolder.SETTINGS.holds(path));
    together.putAll(rules());
    return new Workspace(together, List.of());
  }

  /** The same without these files. */
  public Workspace without(Collection<String> paths) {
    SortedMap<String, String> left = new TreeMap<>(files);
    left.keySet().removeAll(paths);
    return new Workspace(left, problems);
  }

  public Optional<String> text(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /**
   * SHA-256 over all paths and texts, 64 hex digits. Settings do not count: they are read at the
   * start, so an edit of theirs makes no new version.
   */
  public String hash() {
    return hash;
  }

  /** The first 12 digits of the hash, for people. */
  public String version() {
    return hash.substring(0, ContentHash.BRIEF);
  }

  /** The files of a folder without its tests, sorted by name. */
  public List<WorkspaceFile> in(WorkspaceFolder workspaceFolder) {
    return select(workspaceFolder, workspaceFolder.ending(), workspaceFolder.hasTests());
  }

  /** The {@code *.test.yaml} of a folder; the name is that of what is tested. */
  public List<WorkspaceFile> testsIn(WorkspaceFolder workspaceFolder) {
    return workspaceFolder.hasTests()
        ? select(workspaceFolder, WorkspaceFolder.TEST, false)
        : List.of();
  }

  private List<WorkspaceFile> select(
      WorkspaceFolder workspaceFolder, String ending, boolean leaveTests) {
    String start = workspaceFolder.path() + "/";
    List<WorkspaceFile> found = new ArrayList<>();
    for (Map.Entry<String, String> file : files.tailMap(start).entrySet()) {
      String path = file.getKey();
      if (!path.startsWith(start)) {
        break;
      }
      boolean isTest = leaveTests && path.endsWith(WorkspaceFolder.TEST);
      if (workspaceFolder.holds(path) && path.endsWith(ending) && !isTest) {
        String name = path.substring(start.length(), path.length() - ending.length());
        found.add(new WorkspaceFile(path, name, file.getValue()));
      }
    }
    return found;
  }

  /** A file that is not read counts too, or nobody would notice that it came or went. */
  private static String hash(SortedMap<String, String> files, List<Problem> problems) {
    StringBuilder all = new StringBuilder();
    files.forEach(
        (path, text) -> {
          if (!WorkspaceFolder.SETTINGS.holds(path)) {
            all.append(path).append('\0').append(text.length()).append('\0').append(text);
          }
        });
    problems.stream()
        .map(problem -> problem.place().file())
        .filter(path -> !WorkspaceFolder.SETTINGS.holds(path))
        .forEach(path -> all.append(path).append("\0unread\0"));
    return ContentHash.of(all.toString());
  }
}
