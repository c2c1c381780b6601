package io.aftercall.ops;

import io.aftercall.outbox.DestinationBacklog;
import io.aftercall.reload.ActiveConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The numbers monitoring watches. On several nodes each shows the same ones, for they are the
 * database's: take the maximum, not the sum.
 */
final class BacklogMetrics {
  private final MultiGauge backlog;
  private final MultiGauge oldest;
  private final MultiGauge paused;
  private final Supplier<Set<String>> routed;
  private final InstantSource clock;
  private volatile long held;

  /**
   * @param routed names of the destinations that have a route: they are shown also when idle
   */
  BacklogMetrics(
      MeterRegistry registry,
      ActiveConfig rules,
      Supplier<Set<String>> routed,
      InstantSource clock) {
    this.routed = routed;
    this.clock = clock;
    backlog = perDestination(registry, "aftercall.backlog", "Deliveries that are not finished");
    oldest =
        perDestination(
            registry,
            "aftercall.backlog.oldest.seconds",
            "Age of the oldest unfinished delivery; alert on this");
    paused =
        perDestination(
            registry, "aftercall.destination.paused", "1 when a destination takes nothing now");
    Gauge.builder("aftercall.held.events", () -> held)
        .description("Calls that wait for a person")
        .register(registry);
    reloads(registry, rules, "loaded", ActiveConfig::loads);
    reloads(registry, rules, "refused", ActiveConfig::refusals);
  }

  private static MultiGauge perDestination(MeterRegistry registry, String name, String says) {
    return MultiGauge.builder(name).description(says).register(registry);
  }

  private static void reloads(
      MeterRegistry registry,
      ActiveConfig rules,
      String result,
      Function<ActiveConfig, Long> count) {
    FunctionCounter.builder("aftercall.config.reload", rules, count::apply)
        .description("Edits of config and routes that were taken, and that were refused")
        .tag("result", result)
        .register(registry);
  }

  void show(HealthPoller.HealthSnapshot healthSnapshot) {
    held = healthSnapshot.held();
    Map<String, DestinationBacklog> destinationBacklogs =
        healthSnapshot.standings().stream()
            .collect(Collectors.toMap(DestinationBacklog::destination, Function.identity()));
    Set<String> names = new TreeSet<>(routed.get());
    names.addAll(destinationBacklogs.keySet());
    names.addAll(healthSnapshot.pauses().keySet());
    Instant now = clock.instant();
    rows(backlog, names, name -> backlog(destinationBacklogs.get(name)));
    rows(oldest, names, name -> age(destinationBacklogs.get(name), now));
    rows(paused, names, name -> healthSnapshot.pauses().containsKey(name) ? 1 : 0);
  }

  private static void rows(MultiGauge gauge, Set<String> names, Function<String, Number> value) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(MultiGauge.Row.of(Tags.of("destination", name), value.apply(name)));
    }
    gauge.register(rows, true);
  }

  private static long backlog(DestinationBacklog destinationBacklog) {
    return destinationBacklog == null ? 0 : destinationBacklog.backlog();
  }

  private static double age(DestinationBacklog destinationBacklog, Instant now) {
    if (destinationBacklog == null || destinationBacklog.oldest() == null) {
      return 0;
    }
    return Math.max(0, Duration.between(destinationBacklog.oldest(), now).toMillis() / 1000.0);
  }
}
