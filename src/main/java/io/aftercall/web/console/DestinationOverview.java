package io.aftercall.web.console;

import io.aftercall.bulk.AuditLog;
import io.aftercall.camel.CamelLifecycle;
import io.aftercall.outbox.DestinationBacklog;
import io.aftercall.outbox.DestinationPause;
import io.aftercall.outbox.DestinationPauses;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All destinations: those with a route, and those that still have something to do. */
public final class DestinationOverview {
  private final CamelLifecycle camel;
  private final OpenWork openWork;
  private final DestinationPauses destinationPauses;
  private final AuditLog actions;

  DestinationOverview(
      CamelLifecycle camel,
      OpenWork openWork,
      DestinationPauses destinationPauses,
      AuditLog actions) {
    this.camel = camel;
    this.openWork = openWork;
    this.destinationPauses = destinationPauses;
    this.actions = actions;
  }

  public List<DestinationView> all() {
    Map<String, DestinationBacklog> destinationBacklogs =
        openWork.standings().stream()
            .collect(Collectors.toMap(DestinationBacklog::destination, Function.identity()));
    Map<String, DestinationPause> paused = destinationPauses.all();
    SortedSet<String> names = new TreeSet<>(camel.destinations());
    names.addAll(destinationBacklogs.keySet());
    names.addAll(paused.keySet());
    return names.stream()
        .map(name -> view(name, destinationBacklogs.get(name), paused.get(name)))
        .toList();
  }

  private static DestinationView view(
      String name, DestinationBacklog destinationBacklog, DestinationPause destinationPause) {
    DestinationBacklog now =
        destinationBacklog == null
            ? new DestinationBacklog(name, 0, 0, 0, 0, null)
            : destinationBacklog;
    return new DestinationView(
        name,
        now.pending(),
        now.sending(),
        now.refused(),
        now.dead(),
        now.oldest(),
        DestinationView.Paused.of(destinationPause));
  }

  /** Until somebody resumes it. */
  public void pause(String name, String who, String why) {
    known(name);
    destinationPauses.pause(name, "paused by " + who + ": " + why, null);
    actions.record(who, "pause", name, why);
  }

  public void resume(String name, String who) {
    known(name);
    destinationPauses.resume(name);
    actions.record(who, "resume", name, null);
  }

  public DestinationView get(String name) {
    return all().stream()
        .filter(view -> view.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NotFoundException("there is no destination of this name"));
  }

  private void known(String name) {
    get(name);
  }
}
