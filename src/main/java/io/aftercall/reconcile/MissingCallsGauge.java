package io.aftercall.reconcile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How many calls the last comparison found that never came by webhook, whatever became of them. */
final class MissingCallsGauge {
  private final MeterRegistry registry;
  private final Map<String, AtomicLong> missing = new ConcurrentHashMap<>();

  MissingCallsGauge(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param first whether a new comparison begins
   */
  void add(String source, boolean first, ReconciliationReport page) {
    AtomicLong count = missing.computeIfAbsent(source, this::register);
    if (first) {
      count.set(0);
    }
    count.addAndGet(
        page.count(ReconciliationReport.CallStatus.MISSING)
            + page.count(ReconciliationReport.CallStatus.INGESTED)
            + page.count(ReconciliationReport.CallStatus.REFUSED));
  }

  private AtomicLong register(String source) {
    AtomicLong count = new AtomicLong();
    Gauge.builder("aftercall.reconciliation.missing", count, AtomicLong::get)
        .description("Calls the last comparison with the sender found that never came by webhook")
        .tag("source", source)
        .register(registry);
    return count;
  }
}
