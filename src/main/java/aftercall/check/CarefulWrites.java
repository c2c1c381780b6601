package aftercall.check;

import aftercall.config.Folder;
import aftercall.config.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a record whose fields are written with care goes to where somebody looks first. */
final class CarefulWrites {
  private final List<Route> routes;
  private final Map<String, Kamelet> kamelets;
  private final Findings findings;

  CarefulWrites(List<Route> routes, Map<String, Kamelet> kamelets, Findings findings) {
    this.routes = routes;
    this.kamelets = kamelets;
    this.findings = findings;
  }

  /** The fields of one mapping file. */
  void check(String mapping, Node file) {
    Optional<Route> blind =
        routes.stream()
            .filter(route -> route.folder() == Folder.DELIVER)
            .filter(route -> route.to().stream().anyMatch(to -> is(to, "mapping", mapping)))
            .filter(route -> route.to().stream().noneMatch(this::looksFirst))
            .findFirst();
    if (blind.isPresent()
        && file instanceof Node.Mapping map
        && map.get("fields").orElse(null) instanceof Node.Mapping fields) {
      fields.entries().forEach(field -> field(field.value(), blind.get()));
    }
  }

  private void field(Node field, Route blind) {
    if (field instanceof Node.Mapping rule
        && rule.get("write").orElse(null) instanceof Node.Scalar write
        && !write.text().equals("always")) {
      findings.error(
          write.place(),
          "cannot-look-first",
          "'write: %s' cannot be kept by the route in %s: nothing asks its destination what it holds"
              .formatted(write.text(), blind.place().file()),
          "take it away, or send with " + lookers());
    }
  }

  private boolean looksFirst(Endpoint to) {
    return to.is("kamelet")
        && Optional.ofNullable(kamelets.get(to.name())).filter(Kamelet::looksFirst).isPresent();
  }

  private static boolean is(Endpoint to, String scheme, String name) {
    return to.is(scheme) && to.name().equals(name);
  }

  private String lookers() {
    List<String> names =
        kamelets.values().stream()
            .filter(Kamelet::looksFirst)
            .map(kamelet -> "kamelet:" + kamelet.name())
            .toList();
    return names.isEmpty() ? "a kamelet that looks first" : String.join(" or ", names);
  }
}
