package io.aftercall.lint;

import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import io.aftercall.config.WorkspaceFolder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose calls a file sees: a decide route those of the sources it starts from, a mapping those that
 * any decide route sends its way.
 */
final class SourceReachability {
  private final Sources sources;

  /** Path of a decide file to names of sources. */
  private final Map<String, Set<String>> decided = new HashMap<>();

  /** Name of a mapping to names of sources. */
  private final Map<String, Set<String>> mapped = new HashMap<>();

  SourceReachability(List<RouteModel> routeModels, Sources sources) {
    this.sources = sources;
    for (RouteModel routeModel : routeModels) {
      from(routeModel, WorkspaceFolder.DECIDE, "inbox")
          .forEach(source -> add(decided, routeModel.place().file(), Set.of(source)));
    }
    Map<String, Set<String>> sent = new HashMap<>();
    for (RouteModel routeModel : routeModels) {
      Set<String> seen = decided.getOrDefault(routeModel.place().file(), Set.of());
      routeModel.to().stream()
          .filter(to -> to.is("outbox"))
          .forEach(to -> add(sent, to.name(), seen));
    }
    for (RouteModel routeModel : routeModels) {
      for (String destination : from(routeModel, WorkspaceFolder.DELIVER, "outbox")) {
        routeModel.to().stream()
            .filter(to -> to.is("mapping"))
            .forEach(to -> add(mapped, to.name(), sent.getOrDefault(destination, Set.of())));
      }
    }
  }

  /** All sources when nothing says otherwise. */
  List<Source> ofDecide(String path) {
    return named(decided.getOrDefault(path, Set.of()));
  }

  /** All sources when nothing says otherwise. */
  List<Source> ofMapping(String name) {
    return named(mapped.getOrDefault(name, Set.of()));
  }

  private List<Source> named(Set<String> names) {
    List<Source> found =
        sources.all().stream().filter(source -> names.contains(source.name())).toList();
    return found.isEmpty() ? sources.all() : found;
  }

  private static List<String> from(
      RouteModel routeModel, WorkspaceFolder workspaceFolder, String scheme) {
    return routeModel.folder() == workspaceFolder
        ? routeModel.from().filter(from -> from.is(scheme)).map(EndpointRef::name).stream().toList()
        : List.of();
  }

  private static void add(Map<String, Set<String>> to, String key, Set<String> names) {
    to.computeIfAbsent(key, k -> new HashSet<>()).addAll(names);
  }
}
