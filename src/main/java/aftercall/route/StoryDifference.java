package aftercall.route;

import aftercall.delivery.Outcome;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What two sets of rules make otherwise of one call, record by record. A record is made only where
 * it may differ.
 */
final class StoryDifference {
  private final Decided before;
  private final Decided after;
  private final List<Difference> found = new ArrayList<>();

  /** Makes the record of a destination. */
  interface Making {
    Story.Scene scene(Plan.Named named, ObjectNode call);
  }

  StoryDifference(Decided before, Decided after) {
    this.before = before;
    this.after = after;
  }

  /**
   * @param alike whether a destination's record is the same by both, so long as the call is
   */
  List<Difference> find(Making first, Making second, Predicate<String> alike) {
    Map<String, Plan.Named> was = byDestination(before);
    Map<String, Plan.Named> is = byDestination(after);
    List<Story.Scene> gone = new ArrayList<>();
    List<Story.Scene> come = new ArrayList<>();
    was.forEach(
        (key, named) -> {
          Plan.Named other = is.get(key);
          if (other == null) {
            gone.add(first.scene(named, before.call()));
          } else if (!other.equals(named) || !alike.test(named.destination())) {
            compare(first.scene(named, before.call()), second.scene(other, after.call()));
          }
        });
    is.forEach(
        (key, named) -> {
          if (!was.containsKey(key)) {
            come.add(second.scene(named, after.call()));
          }
        });
    compare(gone, come);
    return List.copyOf(found);
  }

  private static Map<String, Plan.Named> byDestination(Decided decided) {
    Map<String, Plan.Named> all = new LinkedHashMap<>();
    decided.named().forEach(named -> all.put(named.destination() + " " + named.ordinal(), named));
    return all;
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
