package io.aftercall.web.console;

import io.aftercall.bulk.AuditLog;
import io.aftercall.camel.CamelLifecycle;
import io.aftercall.config.DidYouMean;
import io.aftercall.outbox.BacklogQuestion;
import io.aftercall.outbox.DestinationBacklog;
import io.aftercall.outbox.DestinationPause;
import io.aftercall.outbox.DestinationPauses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All destinations: those with a route, and those that still have something to do. */
public final class DestinationOverview {
  private final CamelLifecycle camel;
  private final OpenWork openWork;
  private final DestinationPauses destinationPauses;
  private final OldBacklog oldBacklog;
  private final AuditLog actions;

  DestinationOverview(
      CamelLifecycle camel,
      OpenWork openWork,
      DestinationPauses destinationPauses,
      OldBacklog oldBacklog,
      AuditLog actions) {
    this.oldBacklog = oldBacklog;
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

  private DestinationView view(
      String name, DestinationBacklog destinationBacklog, DestinationPause destinationPause) {
    DestinationBacklog now =
        destinationBacklog == null
            ? new DestinationBacklog(name, 0, 0, 0, 0, null)
            : destinationBacklog;
    return new DestinationView(
        name,
        now.pending(),
        now.sending(),
        now.rejected(),
        now.failed(),
        now.oldest(),
        DestinationView.Paused.of(destinationPause),
        standing(name, destinationPause));
  }

  /** Off counts before all: nothing is tried there, whatever was said of it before. */
  private DestinationView.StateAndReason standing(String name, DestinationPause pause) {
    Optional<String> off = camel.off(name);
    if (off.isPresent()) {
      return new DestinationView.StateAndReason("off", off.get().replaceFirst("^off: ", ""), false);
    }
    if (pause != null) {
      return new DestinationView.StateAndReason(
          "paused", pause.reason(), BacklogQuestion.isAsked(pause));
    }
    return camel
        .failing(name)
        .map(why -> new DestinationView.StateAndReason("failing", why, false))
        .orElse(new DestinationView.StateAndReason("on", "", false));
  }

  /** Whether it has ever taken a delivery that is still remembered. */
  boolean hasDelivered(String name) {
    return openWork.hasDelivered(name);
  }

  /** Until somebody resumes it. */
  public void pause(String name, String who, String why) {
    known(name);
    destinationPauses.pause(name, "paused by " + who + ": " + why, null);
    actions.record(who, "pause", name, why);
  }

  /**
   * @param older what becomes of what is older than a day, where the destination asks; else null
   */
  public void resume(String name, String who, String older) {
    DestinationView now = get(name);
    if (now.state().equals("off")) {
      throw new BadRequestException(name + " is off: " + now.why());
    }
    if (now.asks() && older == null) {
      throw new BadRequestException(
          "%s asks: %s. Say older=send, or older=discard for what is older than a day"
              .formatted(name, now.why()));
    }
    if (older != null) {
      BacklogQuestion.OldDeliveries answer =
          BacklogQuestion.OldDeliveries.of(older)
              .orElseThrow(() -> new BadRequestException("older can only be send or discard"));
      if (answer == BacklogQuestion.OldDeliveries.DISCARD) {
        long discarded = oldBacklog.discard(name, who);
        actions.record(who, "discard", name, "older than a day", Math.toIntExact(discarded));
      }
    }
    destinationPauses.resume(name);
    actions.record(who, "resume", name, null);
  }

  public DestinationView get(String name) {
    return all().stream()
        .filter(view -> view.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no destination '%s'; %s"
                        .formatted(name, DidYouMean.hint(name, camel.destinations()))));
  }

  private void known(String name) {
    get(name);
  }
}
