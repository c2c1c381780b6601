package aftercall.route;

import aftercall.config.Folder;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Where the jq conditions of decide routes stand, by their text. */
final class RulePlaces {
  private final Map<String, Place> places = new HashMap<>();

  RulePlaces(Workspace workspace) {
    workspace
        .in(Folder.DECIDE)
        .forEach(file -> file.yaml(new ArrayList<>()).ifPresent(this::visit));
  }

  /** {@code routes/decide/post-call.camel.yaml:24}, or empty. */
  String of(String condition) {
    Place place = places.get(condition.strip());
    return place == null ? "" : place.file() + ":" + place.line();
  }

  private void visit(Node node) {
    if (node instanceof Node.Sequence list) {
      list.items().forEach(this::visit);
    } else if (node instanceof Node.Mapping group) {
      for (Node.Entry entry : group.entries()) {
        String key = entry.key().text();
        if (entry.value() instanceof Node.Scalar text
            && (key.equals("jq") || key.equals("expression"))) {
          places.putIfAbsent(text.text().strip(), entry.key().place());
        }
        visit(entry.value());
      }
    }
  }
}
