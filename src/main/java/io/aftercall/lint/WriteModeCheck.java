package io.aftercall.lint;

import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a record whose fields are written with care goes to where somebody looks first. */
final class WriteModeCheck {
  private final List<RouteModel> routeModels;
  private final Map<String, KameletModel> kameletModels;
  private final ProblemCollector problemCollector;

  WriteModeCheck(
      List<RouteModel> routeModels,
      Map<String, KameletModel> kameletModels,
      ProblemCollector problemCollector) {
    this.routeModels = routeModels;
    this.kameletModels = kameletModels;
    this.problemCollector = problemCollector;
  }

  /** The fields of one mapping file. */
  void check(String mapping, YamlNode file) {
    Optional<RouteModel> blind =
        routeModels.stream()
            .filter(routeModel -> routeModel.folder() == WorkspaceFolder.DELIVER)
            .filter(
                routeModel -> routeModel.to().stream().anyMatch(to -> is(to, "mapping", mapping)))
            .filter(routeModel -> routeModel.to().stream().noneMatch(this::looksFirst))
            .findFirst();
    if (blind.isPresent()
        && file instanceof YamlNode.Mapping map
        && map.get("fields").orElse(null) instanceof YamlNode.Mapping fields) {
      fields.entries().forEach(field -> field(field.value(), blind.get()));
    }
  }

  private void field(YamlNode field, RouteModel blind) {
    if (field instanceof YamlNode.Mapping rule
        && rule.get("write").orElse(null) instanceof YamlNode.Scalar write
        && !write.text().equals("always")) {
      problemCollector.error(
          write.place(),
          "cannot-look-first",
          "'write: %s' cannot be kept by the route in %s: nothing asks its destination what it holds"
              .formatted(write.text(), blind.place().file()),
          "take it away, or send with " + lookers());
    }
  }

  private boolean looksFirst(EndpointRef to) {
    return to.is("kamelet")
        && Optional.ofNullable(kameletModels.get(to.name()))
            .filter(k -> k.looksFirst(to))
            .isPresent();
  }

  private static boolean is(EndpointRef to, String scheme, String name) {
    return to.is(scheme) && to.name().equals(name);
  }

  private static String looker(KameletModel kameletModel) {
    return "kamelet:"
        + kameletModel.name()
        + (kameletModel.looksFirst().equals("true")
            ? ""
            : " with '" + kameletModel.looksFirst() + "'");
  }

  private String lookers() {
    List<String> names =
        kameletModels.values().stream()
            .filter(KameletModel::canLookFirst)
            .map(WriteModeCheck::looker)
            .toList();
    return names.isEmpty() ? "a kamelet that looks first" : String.join(" or ", names);
  }
}
