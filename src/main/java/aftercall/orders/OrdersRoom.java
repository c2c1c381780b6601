package aftercall.orders;

import aftercall.delivery.ClockWatch;
import aftercall.delivery.Loop;
import aftercall.delivery.Signal;
import aftercall.journal.EventList;
import aftercall.outbox.Hands;
import aftercall.store.Store;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the orders together. */
@Configuration(proxyBeanMethods = false)
class OrdersRoom {
  private final Signal signal = new Signal();

  @Bean
  OperatorActions operatorActions(Store store, InstantSource clock) {
    return new OperatorActions(store, clock);
  }

  @Bean
  BulkWorker bulkWorker(Store store, EventList events, Hands hands, InstantSource clock) {
    ClockWatch watch = new ClockWatch(clock, System::nanoTime);
    return new BulkWorker(store, new BulkOrders.Reach(events, hands), clock, watch, signal);
  }

  @Bean(destroyMethod = "close")
  Loop bulkLoop(BulkWorker worker) {
    return Loop.start("orders", signal, worker::step);
  }

  @Bean
  BulkOrders bulkOrders(
      Store store,
      EventList events,
      Hands hands,
      BulkWorker worker,
      OperatorActions actions,
      InstantSource clock) {
    return new BulkOrders(store, new BulkOrders.Reach(events, hands), worker, actions, clock);
  }
}
