package io.aftercall.ops;

import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.concurrent.WorkerStatus;
import io.aftercall.destination.HealthCheck;
import io.aftercall.store.Store;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether every long-lived thread of this node does its work: as a finding and as numbers. */
final class WorkerHealthCheck implements HealthCheck {
  /** Tag of threads that serve no destination. */
  private static final String NONE = "none";

  private final WorkerRegistry workers;
  private final MultiGauge states;

  WorkerHealthCheck(WorkerRegistry workers, Store store, MeterRegistry registry) {
    this.workers = workers;
    workers.show(() -> ofStore(store));
    states =
        MultiGauge.builder("aftercall.workers")
            .description("Threads of this node by what they do; stuck and gone should be 0")
            .register(registry);
    FunctionCounter.builder("aftercall.worker.failures", this, WorkerHealthCheck::failures)
        .description("Rounds of all threads that ended with an exception or not in time")
        .register(registry);
  }

  private static List<WorkerStatus> ofStore(Store store) {
    List<WorkerStatus> statuses = new ArrayList<>();
    store
        .threads()
        .forEach(
            (name, alive) ->
                statuses.add(
                    new WorkerStatus(
                        name,
                        "",
                        alive ? WorkerStatus.State.IDLE : WorkerStatus.State.GONE,
                        Duration.ZERO,
                        0,
                        "")));
    return statuses;
  }

  private double failures() {
    return workers.statuses().stream().mapToLong(WorkerStatus::errors).sum();
  }

  /** Those that do not work now: stuck, or gone. */
  List<WorkerStatus> notWorking() {
    return workers.statuses().stream().filter(one -> !one.state().works()).toList();
  }

  /** Sets the gauges to how it is now. */
  void measure() {
    Map<String, Map<WorkerStatus.State, Integer>> counts = new TreeMap<>();
    for (WorkerStatus one : workers.statuses()) {
      counts
          .computeIfAbsent(
              one.destination().isEmpty() ? NONE : one.destination(),
              name -> new EnumMap<>(WorkerStatus.State.class))
          .merge(one.state(), 1, Integer::sum);
    }
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    counts.forEach(
        (destination, byState) -> {
          for (WorkerStatus.State state : WorkerStatus.State.values()) {
            rows.add(
                MultiGauge.Row.of(
                    Tags.of("destination", destination, "state", state.text()),
                    byState.getOrDefault(state, 0)));
          }
        });
    states.register(rows, true);
  }

  @Override
  public Finding examine() {
    List<WorkerStatus> all = workers.statuses();
    List<String> bad = new ArrayList<>();
    long errors = 0;
    String last = "";
    for (WorkerStatus one : all) {
      errors += one.errors();
      last = one.lastError().isEmpty() ? last : one.name() + ": " + one.lastError();
      if (!one.state().works()) {
        bad.add(
            "%s is %s for %d s".formatted(one.name(), one.state().text(), one.lasts().toSeconds()));
      } else if (one.state() == WorkerStatus.State.FAILING) {
        bad.add("%s fails with %s and tries again".formatted(one.name(), one.lastError()));
      }
    }
    if (!bad.isEmpty()) {
      return Finding.bad(
          "workers", String.join("; ", bad) + "; see the log, and restart when it stays so");
    }
    String says = "%d threads at work".formatted(all.size());
    return errors == 0
        ? Finding.good("workers", says)
        : Finding.good(
            "workers",
            "%s; %d rounds failed since the start, last %s".formatted(says, errors, last));
  }
}
