package io.aftercall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.ProtectiveMutations;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryActions;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.person.Suppression;
import io.aftercall.person.SuppressionFilter;
import io.aftercall.store.PageRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After the commit of an opt-out nothing that contacts its person leaves, whatever happens. */
class SuppressionScheduleTest {
  private static final List<String> CONTACTING = List.of("mail", "task");
  private static final List<String> ALL = List.of("mail", "task", "crm");
  private static final int CALLS = 1_000;
  private static final int PERSONS = 150;

  @TempDir Path folder;

  private SuppressionStage stage;
  private Random random;
  private List<String> yes;
  private int nextCall;
  private final List<String> known = new ArrayList<>();
  private final Map<String, Integer> contents = new HashMap<>();
  private final Map<String, Integer> personOf = new HashMap<>();
  private final Set<String> optedOut = new HashSet<>();
  private final Map<String, String> saying = new HashMap<>();

  /** Call to person, of those that said no; and the calls whose no a person lifted. */
  private final Map<String, String> said = new HashMap<>();

  private final Set<String> lifted = new HashSet<>();
  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Integer> sent = new HashMap<>();
  private boolean nested;

  @ParameterizedTest
  @ValueSource(strings = {"SQLITE", "POSTGRES"})
  void noContactLeavesAfterAnOptOut(String engine) throws Exception {
    random = new Random(20261201);
    yes = ProtectiveMutations.of(CALLS, 7);
    try (SuppressionStage opened = new SuppressionStage(engine, folder, this::take)) {
      stage = opened;
      while (nextCall < CALLS) {
        step();
      }
      for (int round = 0; round < 600; round++) {
        drain();
      }

      assertThat(wrong).isEmpty();
      assertThat(sent.get("crm")).isGreaterThan(CALLS / 2);
      assertThat(sent.get("mail")).isGreaterThan(50);
      assertThat(sent.get("task")).isGreaterThan(50);
      assertThat(stage.deliveries.count(DeliveryFilter.all().in(DeliveryState.SUPPRESSED)))
          .isGreaterThan(100);
      assertThat(
              stage.deliveries.count(DeliveryFilter.all().in(DeliveryState.SUPPRESSED).to("crm")))
          .isZero();
      assertThat(optedOut).isNotEmpty();
    }
  }

  private void step() {
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4 -> call(random.nextInt(12) == 0);
      case 5 -> revision();
      case 6, 7 -> decide();
      case 8 -> replay();
      case 9 -> retry();
      case 10 -> lift();
      case 11 -> stage.clock.pass(Duration.ofSeconds(random.nextInt(90)));
      default -> stage.deliver(random.nextInt(2), ALL.get(random.nextInt(3)));
    }
  }

  private void drain() {
    decide();
    ALL.forEach(destination -> stage.deliver(random.nextInt(2), destination));
    stage.clock.pass(Duration.ofSeconds(2));
  }

  private void call(boolean no) {
    String id = "c" + nextCall++;
    known.add(id);
    personOf.put(id, random.nextInt(PERSONS));
    content(id, no);
  }

  private void revision() {
    if (!known.isEmpty()) {
      content(known.get(random.nextInt(known.size())), random.nextInt(8) == 0);
    }
  }

  /** Persons of even numbers have a phone and an address, others one of them. */
  private void content(String id, boolean no) {
    int person = personOf.get(id);
    String phone = person % 3 == 1 ? "" : ",\"customer_phone\":\"+49301000%03d\"".formatted(person);
    String variables =
        no ? yes.get(random.nextInt(yes.size())) : "{\"summary\":\"" + contents.size() + "\"}";
    int number = contents.merge(id, 1, Integer::sum);
    String body =
        "{\"id\":\"%s\",\"status\":\"completed\",\"duration\":%d%s,\"customer_email\":\"p%d@example.com\",\"extracted_variables\":%s}"
            .formatted(id, 10 + number, phone, person, variables);
    stage.arrive(id, body);
  }

  /** What was asked is committed when the step is over. */
  private void decide() {
    saying.clear();
    stage.decide(
        random.nextInt(2),
        call -> {
          String id = call.path("id").asText();
          if (call.at("/extracted_variables/do_not_call").asBoolean() && !lifted.contains(id)) {
            saying.put(id, person(call));
          }
        });
    optedOut.addAll(saying.values());
    said.putAll(saying);
  }

  private static String person(ObjectNode call) {
    return call.path("customer_email").asText();
  }

  private void replay() {
    if (!known.isEmpty()) {
      EventFilter one =
          EventFilter.all().ofCall(known.get(random.nextInt(known.size()))).in(EventState.ROUTED);
      stage.clock.pass(Duration.ofMillis(1));
      PageRequest page = new PageRequest("", stage.clock.instant(), 10);
      stage.store.write(t -> stage.events.reopen(t, one, page, "anna", "again"));
    }
  }

  private void retry() {
    stage.clock.pass(Duration.ofMillis(1));
    DeliveryState state = random.nextBoolean() ? DeliveryState.SUPPRESSED : DeliveryState.REJECTED;
    DeliveryFilter some = DeliveryFilter.all().in(state);
    PageRequest page = new PageRequest("", stage.clock.instant(), 5);
    DeliveryActions.ActionRequest why = new DeliveryActions.ActionRequest("anna", "again");
    stage.store.write(
        t -> stage.deliveryActions.act(t, DeliveryActions.Action.RETRY, some, page, why));
  }

  /** Of a person all that holds, so that it is known whom it lets go. */
  private void lift() {
    if (optedOut.isEmpty() || random.nextInt(4) > 0) {
      return;
    }
    String person = optedOut.stream().sorted().toList().get(random.nextInt(optedOut.size()));
    SuppressionFilter of =
        new SuppressionFilter(
            null, SuppressionFilter.State.ACTIVE, null, "email:" + person, null, 100);
    for (Suppression one : stage.suppressions.find(of)) {
      stage.suppressions.lift(one.id(), "anna", "asked for it");
    }
    optedOut.remove(person);
    // What a call said stays lifted, however often the call comes again.
    said.forEach(
        (id, who) -> {
          if (who.equals(person)) {
            lifted.add(id);
          }
        });
  }

  private void take(String destination, DeliveryItem item, ObjectNode call) {
    if (random.nextInt(6) == 0) {
      item.complete(
          random.nextBoolean()
              ? Outcome.Retry.because("busy")
              : Outcome.Rejected.because("not so"));
      return;
    }
    if (!nested && random.nextInt(4) == 0) {
      // Somebody says no between the lease and the sending.
      nested = true;
      String id = "n" + item.deliveryId();
      known.add(id);
      personOf.put(id, Integer.parseInt(person(call).replaceAll("\\D", "")));
      content(id, random.nextInt(3) == 0);
      decide();
      nested = false;
    }
    if (item.tryStartSend()) {
      sent.merge(destination, 1, Integer::sum);
      if (CONTACTING.contains(destination) && optedOut.contains(person(call))) {
        wrong.add(destination + " " + item.deliveryId());
      }
      item.complete(Outcome.Delivered.as(""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLITE", "POSTGRES"})
  void noMutationOfAProtectiveValueReachesTheCustomer(String engine) throws Exception {
    random = new Random(1);
    SuppressionStage.Destination open =
        (destination, item, call) -> {
          if (item.tryStartSend()) {
            sent.merge(destination, 1, Integer::sum);
            item.complete(Outcome.Delivered.as(""));
          }
        };
    try (SuppressionStage opened = new SuppressionStage(engine, folder, open)) {
      int number = 0;
      for (String variables : ProtectiveMutations.of(CALLS, 20261201)) {
        String id = "c" + number;
        opened.arrive(
            id,
            "{\"id\":\"%s\",\"status\":\"completed\",\"customer_phone\":\"+4930200%04d\",\"extracted_variables\":%s}"
                .formatted(id, number++, variables));
      }
      for (int round = 0; round < CALLS / 5 + 20; round++) {
        opened.decide(round % 2, call -> {});
        ALL.forEach(destination -> opened.deliver(0, destination));
        opened.clock.pass(Duration.ofSeconds(1));
      }
      assertThat(sent).containsOnly(Map.entry("crm", CALLS));
      assertThat(opened.deliveries.count(DeliveryFilter.all().in(DeliveryState.SUPPRESSED)))
          .isEqualTo(2L * CALLS);
    }
  }
}
