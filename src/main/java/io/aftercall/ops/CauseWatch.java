package io.aftercall.ops;

import io.aftercall.concurrent.WakeUp;
import io.aftercall.concurrent.WorkerLoop;
import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.notification.Cause;
import io.aftercall.notification.Cause.Kind;
import io.aftercall.notification.Notifications;
import io.aftercall.outbox.DestinationBacklog;
import io.aftercall.outbox.DestinationPause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Has people told of what the last look at the service found. On a thread of its own: mail waits.
 */
final class CauseWatch implements AutoCloseable {
  private final Supplier<HealthPoller.HealthSnapshot> last;
  private final Function<String, Optional<String>> failing;
  private final InstantSource clock;
  private final Optional<WorkerLoop> workerLoop;

  /**
   * @param failing what a destination that fails every attempt says
   */
  CauseWatch(
      Notifications notifications,
      Supplier<HealthPoller.HealthSnapshot> last,
      Function<String, Optional<String>> failing,
      WorkerRegistry workers,
      InstantSource clock) {
    this.last = last;
    this.failing = failing;
    this.clock = clock;
    workerLoop =
        notifications.isOn()
            ? Optional.of(
                workers.start("notify", new WakeUp(), () -> notifications.step(this::causes)))
            : Optional.empty();
  }

  /** Empty while the numbers are old ones: then nothing is known to be over. */
  Optional<List<Cause>> causes() {
    HealthPoller.HealthSnapshot snapshot = last.get();
    if (!snapshot.commits()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Map<String, DestinationBacklog> backlogs =
        snapshot.standings().stream()
            .collect(Collectors.toMap(DestinationBacklog::destination, Function.identity()));
    TreeSet<String> names = new TreeSet<>(backlogs.keySet());
    names.addAll(snapshot.pauses().keySet());
    List<Cause> causes = new ArrayList<>();
    for (String name : names) {
      DestinationBacklog one = backlogs.get(name);
      long waiting = one == null ? 0 : one.backlog();
      DestinationPause pause = snapshot.pauses().get(name);
      if (pause != null) {
        paused(pause, waiting).ifPresent(causes::add);
      } else if (failing.apply(name).isPresent()) {
        causes.add(Cause.of(Kind.FAILING, name, "every_attempt_fails", waiting, now));
      }
      if (one != null) {
        attention(name, "rejected", one.rejected(), now).ifPresent(causes::add);
        attention(name, "failed", one.failed(), now).ifPresent(causes::add);
      }
    }
    snapshot
        .aside()
        .forEach((state, count) -> attention("", state.text(), count, now).ifPresent(causes::add));
    return Optional.of(causes);
  }

  private static Optional<Cause> paused(DestinationPause pause, long waiting) {
    String reason = PauseReason.of(pause);
    return reason.equals(PauseReason.PERSON)
        ? Optional.empty()
        : Optional.of(Cause.of(Kind.PAUSED, pause.destination(), reason, waiting, pause.since()));
  }

  private static Optional<Cause> attention(
      String destination, String code, long count, Instant now) {
    return count == 0
        ? Optional.empty()
        : Optional.of(Cause.of(Kind.NEEDS_ATTENTION, destination, code, count, now));
  }

  @Override
  public void close() {
    workerLoop.ifPresent(loop -> WorkerLoop.close(List.of(loop), Duration.ofSeconds(1)));
  }
}
