package io.aftercall.bulk;

import io.aftercall.concurrent.ClockShiftDetector;
import io.aftercall.concurrent.WakeUp;
import io.aftercall.concurrent.WorkerLoop;
import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.journal.EventQueries;
import io.aftercall.outbox.DeliveryActions;
import io.aftercall.store.Store;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the orders together. */
@Configuration(proxyBeanMethods = false)
class BulkConfiguration {
  private final WakeUp wakeUp = new WakeUp();

  @Bean
  AuditLog auditLog(Store store, InstantSource clock) {
    return new AuditLog(store, clock);
  }

  @Bean
  BulkWorker bulkWorker(
      Store store, EventQueries events, DeliveryActions deliveryActions, InstantSource clock) {
    ClockShiftDetector watch = new ClockShiftDetector(clock, System::nanoTime);
    return new BulkWorker(
        store, new BulkJobs.BulkTargets(events, deliveryActions), clock, watch, wakeUp);
  }

  @Bean(destroyMethod = "close")
  WorkerLoop bulkLoop(BulkWorker worker, WorkerRegistry workers) {
    return workers.start("jobs", wakeUp, worker::step);
  }

  @Bean
  BulkJobs bulkJobs(
      Store store,
      EventQueries events,
      DeliveryActions deliveryActions,
      BulkWorker worker,
      AuditLog actions,
      InstantSource clock) {
    return new BulkJobs(
        store, new BulkJobs.BulkTargets(events, deliveryActions), worker, actions, clock);
  }
}
