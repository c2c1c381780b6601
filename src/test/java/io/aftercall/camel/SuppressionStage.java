package io.aftercall.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.SourceRules;
import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.delivery.DeliveryMetrics;
import io.aftercall.delivery.DeliveryWorker;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.Journal;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.journal.NewWebhook;
import io.aftercall.mapping.Mappings;
import io.aftercall.outbox.DeliveryActions;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.Outbox;
import io.aftercall.person.Suppressions;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.routing.CallCache;
import io.aftercall.routing.CallVerifier;
import io.aftercall.routing.DestinationRegistry;
import io.aftercall.routing.NodeInfo;
import io.aftercall.routing.RoutingPlan;
import io.aftercall.routing.RoutingWorker;
import io.aftercall.routing.Stores;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Nodes on one database, turned by hand, with a decide route that sends every call everywhere: to
 * the customer ({@code mail}), to somebody who calls back ({@code task}) and to a record ({@code
 * crm}).
 */
final class SuppressionStage implements AutoCloseable {
  static final Map<String, String> PARAMETERS =
      Map.of(
          "mail", "?contacts=customer&channel=email&batchSize=5",
          "task", "?contacts=promise&batchSize=5",
          "crm", "?batchSize=5");

  final TestClock clock = new TestClock();
  final Store store;
  final Journal journal;
  final Outbox outbox;
  final Suppressions suppressions;
  final DeliveryQueries deliveries;
  final DeliveryActions deliveryActions;
  final EventQueries events;
  private final List<RoutingWorker> deciding = new ArrayList<>();
  private final List<Map<String, DeliveryWorker>> sending = new ArrayList<>();
  private final List<DefaultCamelContext> contexts = new ArrayList<>();

  /**
   * @param destination plays every open item of a batch to this destination
   */
  interface Destination {
    void take(String destination, DeliveryItem item, ObjectNode call);
  }

  SuppressionStage(String engine, Path folder, Destination destination) throws Exception {
    StoreSettings settings =
        engine.equals("SQLITE") ? Databases.sqlite(folder) : Databases.postgres();
    store = Store.open(settings, clock);
    journal = new Journal(store, clock);
    outbox = new Outbox(store, clock);
    suppressions = new Suppressions(store, outbox, clock, new SimpleMeterRegistry());
    deliveries = new DeliveryQueries(store);
    deliveryActions = new DeliveryActions(store, clock);
    events = new EventQueries(store, clock);
    node("node-1", destination);
    node("node-2", destination);
  }

  private void node(String name, Destination destination) throws Exception {
    Workspace none = Workspace.of(Map.of());
    CallReader reader =
        new CallReader(new SourceRules("famulor", ZoneId.of("UTC"), "DE", List.of()));
    ConfigSnapshot rules =
        new ConfigSnapshot(
            "hash",
            Sources.load(none, key -> null, new ArrayList<>()),
            Mappings.load(none, new ArrayList<>()),
            Map.of("famulor", reader));
    DestinationPauses pauses = new DestinationPauses(store, clock);
    Stores stores = new Stores(store, journal, outbox, pauses, null, suppressions);
    CallCache callCache = new CallCache(journal, () -> rules);
    WakeUpRegistry wakeUps = new WakeUpRegistry();
    DeliveryWorker.WorkerContext context =
        new DeliveryWorker.WorkerContext(
            name, clock, wakeUps, new DeliveryMetrics(new SimpleMeterRegistry()));
    NodeInfo nodeInfo = new NodeInfo(name, clock, wakeUps, context);
    DestinationRegistry registry = new DestinationRegistry();
    DeliveryContext deliveryContext =
        new DeliveryContext(stores, callCache, nodeInfo, List.of(), endpoint -> {});
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.addComponent("outbox", new OutboxComponent(registry, deliveryContext));
    camel.start();
    contexts.add(camel);
    Map<String, DeliveryWorker> workers = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : PARAMETERS.entrySet()) {
      OutboxEndpoint endpoint =
          camel.getEndpoint("outbox:" + one.getKey() + one.getValue(), OutboxEndpoint.class);
      OutboxConsumer consumer =
          new OutboxConsumer(
              endpoint,
              exchange ->
                  play(
                      one.getKey(),
                      exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class),
                      exchange.getMessage().getBody(List.class),
                      destination),
              registry,
              deliveryContext);
      ServiceHelper.initService(consumer);
      workers.put(one.getKey(), deliveryContext.worker(endpoint, consumer));
    }
    sending.add(workers);
    deciding.add(
        new RoutingWorker(
            stores,
            callCache,
            registry,
            new RoutingWorker.RoutingContext(nodeInfo, () -> 0, new NoSecondLook())));
  }

  private static void play(
      String name, DeliveryBatch batch, List<?> calls, Destination destination) {
    List<DeliveryItem> open = batch.open();
    for (int i = 0; i < open.size(); i++) {
      destination.take(name, open.get(i), (ObjectNode) calls.get(i));
    }
  }

  void arrive(String callId, String body) {
    journal.append(
        new NewWebhook(
            "famulor",
            "call",
            callId,
            "hash-" + body.hashCode(),
            "{}",
            body.getBytes(UTF_8),
            null));
  }

  /** Decides about all that is stored; the route knows no opt-out. */
  void decide(int node, Consumer<ObjectNode> asked) {
    deciding
        .get(node)
        .step(
            "famulor",
            20,
            call -> {
              asked.accept(call);
              RoutingPlan plan = new RoutingPlan();
              for (String destination : PARAMETERS.keySet()) {
                plan.name(destination, 2, null, false);
              }
              return plan;
            });
  }

  void deliver(int node, String destination) {
    sending.get(node).get(destination).step();
  }

  @Override
  public void close() {
    contexts.forEach(DefaultCamelContext::stop);
    store.close();
  }

  private static final class NoSecondLook implements CallVerifier {
    @Override
    public boolean watches(String source) {
      return false;
    }

    @Override
    public Finding verify(LeasedEvent event, ObjectNode call) {
      throw new AssertionError("nobody asked for it");
    }

    @Override
    public Map<String, String> alerts() {
      return Map.of();
    }
  }
}
