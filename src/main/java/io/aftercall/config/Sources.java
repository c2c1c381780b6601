package io.aftercall.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** All sources of an installation, by name. */
public final class Sources {
  private final SortedMap<String, Source> byName;

  private Sources(SortedMap<String, Source> byName) {
    this.byName = Collections.unmodifiableSortedMap(byName);
  }

  /**
   * Reads {@code config/sources/*.yaml}. A source whose secret is unset is loaded and proves
   * nothing; the problem then has the code {@code missing-secret} and the caller decides whether
   * that stops it.
   *
   * @param environment variable name to value, null when unset
   */
  public static Sources load(
      Workspace workspace, UnaryOperator<String> environment, List<Problem> problems) {
    SortedMap<String, Source> byName = new TreeMap<>();
    for (WorkspaceFile file : workspace.in(WorkspaceFolder.SOURCES)) {
      new SourceReader(file, environment, problems)
          .read()
          .ifPresent(source -> byName.put(source.name(), source));
    }
    return new Sources(byName);
  }

  public Optional<Source> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public List<Source> all() {
    return new ArrayList<>(byName.values());
  }
}
