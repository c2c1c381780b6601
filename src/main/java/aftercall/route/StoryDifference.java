package aftercall.route;

import aftercall.delivery.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What two tellings of one call differ in, record by record. */
final class StoryDifference {
  private final Story before;
  private final Story after;
  private final List<Difference> found = new ArrayList<>();

  private StoryDifference(Story before, Story after) {
    this.before = before;
    this.after = after;
  }

  static List<Difference> between(Story before, Story after) {
    return new StoryDifference(before, after).compare();
  }

  private List<Difference> compare() {
    Map<String, Story.Scene> was = byDestination(before);
    Map<String, Story.Scene> is = byDestination(after);
    List<Story.Scene> gone = new ArrayList<>();
    List<Story.Scene> come = new ArrayList<>();
    was.forEach(
        (key, scene) -> {
          if (is.containsKey(key)) {
            compare(scene, is.get(key));
          } else {
            gone.add(scene);
          }
        });
    is.forEach(
        (key, scene) -> {
          if (!was.containsKey(key)) {
            come.add(scene);
          }
        });
    compare(gone, come);
    return List.copyOf(found);
  }

  private static Map<String, Story.Scene> byDestination(Story story) {
    Map<String, Story.Scene> scenes = new LinkedHashMap<>();
    story
        .scenes()
        .forEach(
            scene ->
                scenes.put(scene.named().destination() + " " + scene.named().ordinal(), scene));
    return scenes;
  }

  /** A destination that was left and one that was not there before: the record moved. */
  private void compare(List<Story.Scene> gone, List<Story.Scene> come) {
    int moved = 0;
    for (Story.Scene scene : gone) {
      boolean elsewhere = sent(scene) && moved < come.size() && sent(come.get(moved));
      if (elsewhere) {
        String from = scene.named().destination();
        Story.Scene to = come.get(moved++);
        add(Difference.Kind.MOVED, to, from, "", List.of());
      } else if (sent(scene)) {
        add(Difference.Kind.GONE, scene, "", why(), List.of());
      }
    }
    for (Story.Scene scene : come.subList(moved, come.size())) {
      if (sent(scene)) {
        add(Difference.Kind.CREATED, scene, "", "", List.of());
      } else {
        add(Difference.Kind.REFUSED, scene, "", scene.outcome().reason(), List.of());
      }
    }
  }

  /** Why the call as a whole goes nowhere, if that is so. */
  private String why() {
    if (!after.problem().isEmpty()) {
      return after.state() + ": " + after.problem();
    }
    return after.reason().isEmpty() ? "" : after.state() + ": " + after.reason();
  }

  private void compare(Story.Scene was, Story.Scene is) {
    if (sent(was) && !sent(is)) {
      add(Difference.Kind.REFUSED, is, "", is.outcome().reason(), List.of());
    } else if (!sent(was) && sent(is)) {
      add(Difference.Kind.CREATED, is, "", "was refused: " + was.outcome().reason(), List.of());
    } else if (!sent(was)) {
      if (!was.outcome().reason().equals(is.outcome().reason())) {
        add(Difference.Kind.REFUSED, is, "", is.outcome().reason(), List.of());
      }
    } else {
      List<Difference.Field> fields = RecordDifference.of(was, is);
      String how = how(was, is);
      if (!fields.isEmpty() || !how.isEmpty()) {
        add(Difference.Kind.CHANGED, is, "", how, fields);
      }
    }
  }

  /** What differs in the way and not in the record. */
  private static String how(Story.Scene was, Story.Scene is) {
    List<String> how = new ArrayList<>();
    if (!was.outcome().equals(is.outcome())
        && !was.outcome().reason().equals(is.outcome().reason())) {
      how.add(is.outcome().reason() + " (before: " + was.outcome().reason() + ")");
    }
    if (was.named().priority() != is.named().priority()) {
      how.add("priority %d -> %d".formatted(was.named().priority(), is.named().priority()));
    }
    String after = is.named().after();
    if (after == null ? was.named().after() != null : !after.equals(was.named().after())) {
      how.add("waits for %s (before: %s)".formatted(after, was.named().after()));
    }
    return String.join("; ", how);
  }

  /** What only waits for settings would be sent. */
  private static boolean sent(Story.Scene scene) {
    return !(scene.outcome() instanceof Outcome.Refused);
  }

  private void add(
      Difference.Kind kind,
      Story.Scene scene,
      String from,
      String reason,
      List<Difference.Field> fields) {
    found.add(new Difference(kind, scene.named().destination(), from, reason, fields));
  }
}
