package io.aftercall.lint;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads route files and kamelets with the place of every word. */
public final class RouteReader {
  private final CamelDslCatalog camel;
  private final ProblemCollector problemCollector;

  public RouteReader(CamelDslCatalog camel, ProblemCollector problemCollector) {
    this.camel = camel;
    this.problemCollector = problemCollector;
  }

  public List<RouteModel> read(YamlNode file, WorkspaceFolder workspaceFolder) {
    List<RouteModel> routeModels = new ArrayList<>();
    if (file instanceof YamlNode.Sequence list) {
      list.items().forEach(item -> item(item, workspaceFolder).ifPresent(routeModels::add));
    } else {
      problemCollector.error(
          file.place(), "wrong-type", "a route file is a list", "start it with '- route:'");
    }
    return routeModels;
  }

  private Optional<RouteModel> item(YamlNode yamlNode, WorkspaceFolder workspaceFolder) {
    if (!(yamlNode instanceof YamlNode.Mapping item) || item.entries().size() != 1) {
      problemCollector.error(
          yamlNode.place(),
          "wrong-type",
          "here a route starts",
          "write '- route:' and the rest deeper");
      return Optional.empty();
    }
    YamlNode.Entry entry = item.entries().get(0);
    String name = entry.key().text();
    DslDefinition dslDefinition = camel.of("File");
    Optional<DslDefinition.Kind> kind = dslDefinition.key(name);
    if (kind.isEmpty()) {
      problemCollector.error(
          entry.key().place(),
          "unknown-key",
          "a route file has no '" + name + "'",
          DidYouMean.hint(name, dslDefinition.names()));
      return Optional.empty();
    }
    RouteModel routeModel = new RouteModel(workspaceFolder, entry.key().place());
    if (kind.get().list() || !kind.get().isDefinition()) {
      return Optional.of(routeModel);
    }
    walk(kind.get().words().get(0), entry, routeModel);
    return Optional.of(routeModel);
  }

  private void walk(String definition, YamlNode.Entry entry, RouteModel routeModel) {
    new RouteSyntaxCheck(camel, problemCollector, routeModel)
        .definition(definition, entry.value(), entry.key());
    if (entry.value() instanceof YamlNode.Mapping group
        && group.get("id").orElse(null) instanceof YamlNode.Scalar id) {
      routeModel.id(id);
    }
  }

  /** The {@code from} or {@code route} of a kamelet's template. */
  RouteModel template(YamlNode.Mapping template) {
    RouteModel routeModel = new RouteModel(WorkspaceFolder.KAMELETS, template.place());
    for (YamlNode.Entry entry : template.entries()) {
      switch (entry.key().text()) {
        case "from" -> walk("RouteFromDefinitionDeserializer", entry, routeModel);
        case "route" -> walk("RouteDefinition", entry, routeModel);
        case "id", "beans" -> {}
        default ->
            problemCollector.error(
                entry.key().place(),
                "unknown-key",
                "a template has no '" + entry.key().text() + "'",
                DidYouMean.hint(entry.key().text(), List.of("from", "route", "beans")));
      }
    }
    return routeModel;
  }
}
