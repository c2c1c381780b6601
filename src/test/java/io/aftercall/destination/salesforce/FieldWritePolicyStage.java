package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.delivery.DeliveryMetrics;
import io.aftercall.delivery.DeliveryWorker;
import io.aftercall.delivery.DestinationSettings;
import io.aftercall.delivery.RetrySettings;
import io.aftercall.destination.CallVersion;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.mapping.write.FieldWritePolicy;
import io.aftercall.outbox.Attempt;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.NumberedAttempt;
import io.aftercall.outbox.Outbox;
import io.aftercall.sandbox.salesforce.Row;
import io.aftercall.sandbox.salesforce.SalesforceStandIn;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreUnavailableException;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

/** Calls of one person after another, through the outbox and the kamelet into the org. */
abstract class FieldWritePolicyStage extends SalesforceStage {
  static final Instant NOON = Instant.parse("2026-03-02T08:00:00Z");
  static final Duration PROBE_INTERVAL = Duration.ofMinutes(1);
  static final String PERSON = "+4915100000077";

  @TempDir Path folder;

  final TestClock clock = new TestClock();
  Duration lease = Duration.ofMinutes(1);
  private final Map<String, Said> said = new HashMap<>();
  final Map<String, FieldWritePolicy> cautions = new HashMap<>();
  boolean dies;
  SalesforceStandIn org;
  Store store;
  private Outbox outbox;
  DeliveryWorker worker;

  private record Said(ObjectNode record, CallVersion occasion) {}

  @BeforeEach
  void open() throws Exception {
    org = SalesforceStandIn.start();
    store = Store.open(Databases.sqlite(folder), clock);
    outbox = new Outbox(store, clock);
    stage =
        stage(
            new MockEnvironment()
                .withProperty("camel.component.salesforce.login-url", org.url())
                .withProperty("camel.component.salesforce.client-id", org.account().clientId())
                .withProperty(
                    "camel.component.salesforce.client-secret", org.account().clientSecret()),
            "kamelet:salesforce-upsert?object=Lead&externalId=Aftercall_Person__c");
    worker = worker();
  }

  private DeliveryWorker worker() {
    RetrySettings retries =
        new RetrySettings(Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofHours(72), 0);
    return new DeliveryWorker(
        new DestinationSettings("lead", 200, 1, 0, lease, PROBE_INTERVAL, retries, false),
        outbox,
        new DestinationPauses(store, clock),
        this::send,
        new DeliveryWorker.WorkerContext(
            "node-1", clock, new WakeUpRegistry(), new DeliveryMetrics(new SimpleMeterRegistry())));
  }

  @AfterEach
  void close() {
    store.close();
    org.close();
  }

  /** Another process takes what the dead one had leased. */
  void comeBack() {
    dies = false;
    clock.pass(lease);
    worker = worker();
    worker.step();
    clock.pass(Duration.ofSeconds(1));
  }

  /** The mapping's part: makes the record of each call. */
  private void send(DeliveryBatch deliveryBatch) {
    for (DeliveryItem deliveryItem : deliveryBatch.items()) {
      Said call = said.get(deliveryItem.eventId());
      deliveryItem.record(call.record().deepCopy(), "v1");
      deliveryItem.callVersion(call.occasion());
      deliveryItem.cautions(cautions);
    }
    Exception failure = stage.deliver(deliveryBatch).getException();
    if (failure != null) {
      deliveryBatch.completeRemaining(
          new SalesforceExceptionClassifier().read(failure).orElseThrow());
    }
    if (dies) {
      throw new StoreUnavailableException("killed here", null);
    }
  }

  void deliver(String call, int revision, int endsAt, String... fields) {
    add(call, revision, endsAt, fields);
    worker.step();
    clock.pass(Duration.ofSeconds(1));
    assertThat(row(call, revision).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  void add(String call, int revision, int endsAt, String... fields) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("Aftercall_Person__c", PERSON).put("LastName", "Muster").put("Company", "Beispiel");
    for (int i = 0; i < fields.length; i += 2) {
      record.put(fields[i], fields[i + 1]);
    }
    String event = event(call, revision);
    said.put(
        event,
        new Said(record, CallVersion.of("famulor", call, revision, NOON.plusSeconds(endsAt))));
    NewDelivery.CallRef ref = new NewDelivery.CallRef("famulor", call, revision);
    String person = record.path("Aftercall_Person__c").asText();
    store.write(
        transaction ->
            outbox.add(
                transaction,
                List.of(
                    new NewDelivery(event, ref, "lead", 1, person, said.size(), 2, null, false))));
  }

  private static String event(String call, int revision) {
    return call + "r" + revision;
  }

  List<String> remembered() {
    return store.read(db -> db.sql("select fields from written").query(String.class).list());
  }

  Row lead() {
    return org.row("Lead", "Aftercall_Person__c", PERSON).orElseThrow();
  }

  void edit(String field, String value) {
    org.edited("Lead", lead().id(), Collections.singletonMap(field, value));
  }

  DeliveryRow row(String call, int revision) {
    return new DeliveryQueries(store).get(event(call, revision) + ".lead.1").orElseThrow();
  }

  Attempt attempt(String call, int revision) {
    List<NumberedAttempt> tried = new DeliveryQueries(store).attempts(row(call, revision).id());
    return tried.get(tried.size() - 1).attempt();
  }
}
