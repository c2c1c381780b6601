package io.aftercall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.RequiredSettings;
import io.aftercall.journal.Journal;
import io.aftercall.outbox.BacklogQuestion;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.Outbox;
import io.aftercall.reload.history.ConfigVersions;
import io.aftercall.routing.DestinationRegistry;
import io.aftercall.routing.Stores;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.TestClock;
import io.aftercall.store.UlidGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On, off, or waiting for settings; and what becomes of a backlog that is old. */
class DestinationSwitchesTest {
  private static final String UNSET = RequiredSettings.UNSET + ": set AFTERCALL_CHAT_URL";

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final DestinationRegistry registry = new DestinationRegistry();
  private boolean configured;
  private Store store;
  private Outbox outbox;
  private DestinationPauses pauses;

  @BeforeEach
  void open() {
    store = Store.open(Databases.sqlite(folder), clock);
    outbox = new Outbox(store, clock);
    pauses = new DestinationPauses(store, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void look(String parameters, String... on) throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.addComponent("outbox", new OutboxComponent(registry, DeliveryContext.none()));
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("outbox:chat" + parameters).to("log:chat");
            }
          });
      Stores stores =
          new Stores(
              store,
              new Journal(store, clock),
              outbox,
              pauses,
              new ConfigVersions(store, clock),
              null);
      RequiredSettings need = step -> configured ? Optional.empty() : Optional.of(UNSET);
      new DestinationSwitches(camel, stores, registry, Set.of(on), List.of(need), clock).look();
    }
  }

  private void route(String callId) {
    NewDelivery delivery =
        new NewDelivery(
            new UlidGenerator(clock).next(),
            new NewDelivery.CallRef("famulor", callId, 1),
            "chat",
            1,
            "p" + callId,
            1,
            2,
            null,
            false);
    NewDelivery named = registry.off("chat").map(delivery::skippedBecause).orElse(delivery);
    store.write(transaction -> outbox.add(transaction, List.of(named)));
  }

  private List<DeliveryRow> rows() {
    return new DeliveryQueries(store).find(DeliveryFilter.all());
  }

  @Test
  void whatWasNeverConfiguredIsOffAndNothingWaits() throws Exception {
    look("");
    assertThat(registry.off("chat")).hasValueSatisfying(why -> assertThat(why).contains(UNSET));
    assertThat(pauses.all()).isEmpty();
    route("1");
    assertThat(rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.state()).isEqualTo(DeliveryState.SKIPPED);
              assertThat(row.reason()).startsWith("off: ");
            });
    assertThat(new DeliveryQueries(store).standings()).isEmpty();
    assertThat(outbox.ended().counts()).hasSize(1);

    clock.pass(Duration.ofDays(90));
    configured = true;
    look("");
    assertThat(registry.off("chat")).isEmpty();
    assertThat(pauses.all()).isEmpty();
    assertThat(rows())
        .singleElement()
        .extracting(DeliveryRow::state)
        .isEqualTo(DeliveryState.SKIPPED);
  }

  @Test
  void whatIsNamedAsOnWaitsForItsSettings() throws Exception {
    look("", "chat");
    assertThat(registry.off("chat")).isEmpty();
    assertThat(pauses.all().get("chat").reason()).isEqualTo(UNSET);
  }

  @Test
  void whatWasConfiguredOnceWaitsWhenItsSettingsAreForgotten() throws Exception {
    configured = true;
    look("");
    configured = false;
    look("");
    assertThat(registry.off("chat")).isEmpty();
    assertThat(pauses.all().get("chat").reason()).isEqualTo(UNSET);
    route("1");
    assertThat(rows())
        .singleElement()
        .extracting(DeliveryRow::state)
        .isEqualTo(DeliveryState.PENDING);
    clock.pass(Duration.ofHours(3));
    configured = true;
    look("");
    assertThat(pauses.all()).isEmpty();
  }

  @Test
  void anOldBacklogAsksBeforeItIsSent() throws Exception {
    configured = true;
    look("");
    route("1");
    look("?enabled=false");
    assertThat(registry.off("chat")).hasValueSatisfying(why -> assertThat(why).contains("enabled"));
    clock.pass(Duration.ofDays(90));

    look("");
    assertThat(BacklogQuestion.isAsked(pauses.all().get("chat"))).isTrue();
    assertThat(pauses.all().get("chat").reason()).contains("1 deliveries");
    assertThat(pauses.all().get("chat").until()).isNull();

    pauses.resume("chat");
    look("");
    assertThat(pauses.all()).as("it asks once").isEmpty();
  }
}
