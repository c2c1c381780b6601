package aftercall.console;

import aftercall.orders.OperatorActions;
import aftercall.outbox.Pause;
import aftercall.outbox.Pauses;
import aftercall.outbox.Standing;
import aftercall.route.CamelSide;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All destinations: those with a route, and those that still have something to do. */
final class DestinationBoard {
  private final CamelSide camel;
  private final Unfinished unfinished;
  private final Pauses pauses;
  private final OperatorActions actions;

  DestinationBoard(CamelSide camel, Unfinished unfinished, Pauses pauses, OperatorActions actions) {
    this.camel = camel;
    this.unfinished = unfinished;
    this.pauses = pauses;
    this.actions = actions;
  }

  List<DestinationView> all() {
    Map<String, Standing> standings =
        unfinished.standings().stream()
            .collect(Collectors.toMap(Standing::destination, Function.identity()));
    Map<String, Pause> paused = pauses.all();
    SortedSet<String> names = new TreeSet<>(camel.destinations());
    names.addAll(standings.keySet());
    names.addAll(paused.keySet());
    return names.stream().map(name -> view(name, standings.get(name), paused.get(name))).toList();
  }

  private static DestinationView view(String name, Standing standing, Pause pause) {
    Standing now = standing == null ? new Standing(name, 0, 0, 0, 0, null) : standing;
    return new DestinationView(
        name,
        now.pending(),
        now.sending(),
        now.refused(),
        now.dead(),
        now.oldest(),
        DestinationView.Paused.of(pause));
  }

  /** Until somebody resumes it. */
  void pause(String name, String who, String why) {
    known(name);
    pauses.pause(name, "paused by " + who + ": " + why, null);
    actions.keep(who, "pause", name, why);
  }

  void resume(String name, String who) {
    known(name);
    pauses.resume(name);
    actions.keep(who, "resume", name, null);
  }

  DestinationView get(String name) {
    return all().stream()
        .filter(view -> view.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NotThere("there is no destination of this name"));
  }

  private void known(String name) {
    get(name);
  }
}
