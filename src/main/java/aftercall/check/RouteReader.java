package aftercall.check;

import aftercall.config.Folder;
import aftercall.config.Nearest;
import aftercall.config.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads route files and kamelets with the place of every word. */
final class RouteReader {
  private final CamelWords camel;
  private final Findings findings;

  RouteReader(CamelWords camel, Findings findings) {
    this.camel = camel;
    this.findings = findings;
  }

  List<Route> read(Node file, Folder folder) {
    List<Route> routes = new ArrayList<>();
    if (file instanceof Node.Sequence list) {
      list.items().forEach(item -> item(item, folder).ifPresent(routes::add));
    } else {
      findings.error(
          file.place(), "wrong-type", "a route file is a list", "start it with '- route:'");
    }
    return routes;
  }

  private Optional<Route> item(Node node, Folder folder) {
    if (!(node instanceof Node.Mapping item) || item.entries().size() != 1) {
      findings.error(
          node.place(),
          "wrong-type",
          "here a route starts",
          "write '- route:' and the rest deeper");
      return Optional.empty();
    }
    Node.Entry entry = item.entries().get(0);
    String name = entry.key().text();
    Words words = camel.of("File");
    Optional<Words.Kind> kind = words.key(name);
    if (kind.isEmpty()) {
      findings.error(
          entry.key().place(),
          "unknown-key",
          "a route file has no '" + name + "'",
          Nearest.hint(name, words.names()));
      return Optional.empty();
    }
    Route route = new Route(folder, entry.key().place());
    if (kind.get().list() || !kind.get().isDefinition()) {
      return Optional.of(route);
    }
    walk(kind.get().words().get(0), entry, route);
    return Optional.of(route);
  }

  private void walk(String definition, Node.Entry entry, Route route) {
    new Walk(camel, findings, route).definition(definition, entry.value(), entry.key());
    if (entry.value() instanceof Node.Mapping group
        && group.get("id").orElse(null) instanceof Node.Scalar id) {
      route.id(id);
    }
  }

  /** The {@code from} or {@code route} of a kamelet's template. */
  Route template(Node.Mapping template) {
    Route route = new Route(Folder.KAMELETS, template.place());
    for (Node.Entry entry : template.entries()) {
      switch (entry.key().text()) {
        case "from" -> walk("RouteFromDefinitionDeserializer", entry, route);
        case "route" -> walk("RouteDefinition", entry, route);
        case "id", "beans" -> {}
        default ->
            findings.error(
                entry.key().place(),
                "unknown-key",
                "a template has no '" + entry.key().text() + "'",
                Nearest.hint(entry.key().text(), List.of("from", "route", "beans")));
      }
    }
    return route;
  }
}
