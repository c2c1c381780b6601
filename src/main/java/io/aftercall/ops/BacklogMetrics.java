package io.aftercall.ops;

import io.aftercall.camel.CamelLifecycle;
import io.aftercall.config.Source;
import io.aftercall.destination.RequiredSettings;
import io.aftercall.outbox.DestinationBacklog;
import io.aftercall.outbox.DestinationPause;
import io.aftercall.outbox.EndedDeliveries;
import io.aftercall.reload.ActiveConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The numbers monitoring watches. Those of the database are shown by one node only, so that a sum
 * over all nodes is right; what a destination answers and how the threads do is each node's own.
 */
final class BacklogMetrics {
  private static final String DESTINATION = "destination";

  private final MeterRegistry registry;
  private final MultiGauge backlog;
  private final MultiGauge oldest;
  private final MultiGauge states;
  private final MultiGauge attention;
  private final MultiGauge lastEvent;
  private final MultiGauge silent;
  private final ActiveConfig rules;
  private final CamelLifecycle camel;
  private final SourceActivity activity;
  private final BooleanSupplier leader;
  private final InstantSource clock;

  /**
   * What the numbers are taken from.
   *
   * @param leader whether this node shows the database's
   */
  record Sources(
      ActiveConfig rules,
      CamelLifecycle camel,
      SourceActivity activity,
      List<EndedDeliveries> ended,
      BooleanSupplier leader) {}

  BacklogMetrics(MeterRegistry registry, Sources sources, InstantSource clock) {
    this.registry = registry;
    rules = sources.rules();
    camel = sources.camel();
    activity = sources.activity();
    leader = sources.leader();
    this.clock = clock;
    backlog = gauge("aftercall.backlog", "Deliveries that are not finished");
    oldest =
        gauge(
            "aftercall.backlog.oldest.seconds",
            "Age of the oldest unfinished delivery of a destination that is on; alert on this");
    states =
        gauge(
            "aftercall.destination.state",
            "1 for the state a destination is in: on, off, paused or failing, and why");
    attention =
        gauge(
            "aftercall.needs.attention",
            "What only a person can act on: events that are held, quarantined or unrouted,"
                + " deliveries that were rejected or failed");
    lastEvent =
        gauge(
            "aftercall.source.last.event.timestamp.seconds",
            "When the last event of a source came in, in seconds since 1970");
    silent =
        gauge(
            "aftercall.source.silent",
            "1 when a source has sent nothing for longer than aftercall.monitoring.silent-after");
    sources.ended().forEach(one -> one.listen(this::ended));
    reloads("loaded", ActiveConfig::loads);
    reloads("rejected", ActiveConfig::refusals);
  }

  private MultiGauge gauge(String name, String says) {
    return MultiGauge.builder(name).description(says).register(registry);
  }

  private void reloads(String result, Function<ActiveConfig, Long> count) {
    FunctionCounter.builder("aftercall.config.reload", rules, count::apply)
        .description("Edits of config and routes that were taken, and that were refused")
        .tag("result", result)
        .register(registry);
  }

  void show(HealthPoller.HealthSnapshot snapshot) {
    Map<String, DestinationBacklog> backlogs =
        snapshot.standings().stream()
            .collect(Collectors.toMap(DestinationBacklog::destination, Function.identity()));
    TreeSet<String> names = new TreeSet<>(camel.destinations());
    names.addAll(backlogs.keySet());
    names.addAll(snapshot.pauses().keySet());
    states.register(
        names.stream().<MultiGauge.Row<?>>map(name -> state(name, snapshot.pauses())).toList(),
        true);
    boolean shown = leader.getAsBoolean();
    List<String> on = names.stream().filter(name -> shown && camel.off(name).isEmpty()).toList();
    Instant now = clock.instant();
    rows(backlog, DESTINATION, on, name -> backlog(backlogs.get(name)));
    rows(oldest, DESTINATION, on, name -> age(backlogs.get(name), now));
    attention.register(shown ? attention(snapshot, names, backlogs) : List.of(), true);
    showSources(shown);
  }

  private void showSources(boolean shown) {
    List<String> seen =
        rules.get().sources().all().stream()
            .map(Source::name)
            .filter(name -> shown && activity.last(name).isPresent())
            .toList();
    rows(lastEvent, "source", seen, name -> activity.last(name).get().toEpochMilli() / 1000.0);
    rows(silent, "source", seen, name -> activity.isSilent(name) ? 1 : 0);
  }

  private void ended(EndedDeliveries.End end, long more) {
    Counter.builder("aftercall.deliveries")
        .description("Deliveries that came to an end, by destination and which end")
        .tags(DESTINATION, end.destination(), "outcome", end.state().text())
        .register(registry)
        .increment(more);
  }

  private MultiGauge.Row<?> state(String name, Map<String, DestinationPause> pauses) {
    Optional<String> off = camel.off(name);
    DestinationPause pause = pauses.get(name);
    String state = "on";
    String reason = "none";
    if (off.isPresent()) {
      state = "off";
      reason = off.get().contains(RequiredSettings.UNSET) ? "not_configured" : "disabled";
    } else if (pause != null) {
      state = "paused";
      reason = PauseReason.of(pause);
    } else if (camel.failing(name).isPresent()) {
      state = "failing";
      reason = "every_attempt_fails";
    }
    return MultiGauge.Row.of(Tags.of(DESTINATION, name, "state", state, "reason", reason), 1);
  }

  private static List<MultiGauge.Row<?>> attention(
      HealthPoller.HealthSnapshot snapshot,
      TreeSet<String> names,
      Map<String, DestinationBacklog> backlogs) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    snapshot.aside().forEach((kind, count) -> rows.add(attention(kind.text(), "none", count)));
    for (String name : names) {
      DestinationBacklog one = backlogs.get(name);
      rows.add(attention("rejected", name, one == null ? 0 : one.rejected()));
      rows.add(attention("failed", name, one == null ? 0 : one.failed()));
    }
    return rows;
  }

  private static MultiGauge.Row<?> attention(String kind, String destination, long count) {
    return MultiGauge.Row.of(Tags.of("kind", kind, DESTINATION, destination), count);
  }

  private static void rows(
      MultiGauge gauge, String tag, List<String> names, Function<String, Number> value) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(MultiGauge.Row.of(Tags.of(tag, name), value.apply(name)));
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
