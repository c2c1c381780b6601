package io.aftercall.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.journal.EventState;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.PromiseList;
import io.aftercall.outbox.PromisedItem;
import io.aftercall.person.Contact;
import io.aftercall.person.ContactPolicy;
import io.aftercall.promise.PromiseRules;
import io.aftercall.promise.WorkHours;
import io.aftercall.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the calls of a batch promise, in the transaction that stores where they go: a row of the
 * list of what is due, and the time of deliveries that wait for it.
 */
final class PromiseStep {
  private static final Set<String> NAMED = Set.of("call_back", "unclear", "appointment");
  private static final List<String> OWNERS = List.of("owner_email", "owner_id", "owner");

  /** Longer than a day on which all is taken, with the days off behind it. */
  private static final int FARTHEST_DAYS = 40;

  private final PromiseList promises;
  private final CallCache callCache;
  private final DestinationRegistry destinationRegistry;

  PromiseStep(PromiseList promises, CallCache callCache, DestinationRegistry destinationRegistry) {
    this.promises = promises;
    this.callCache = callCache;
    this.destinationRegistry = destinationRegistry;
  }

  /**
   * The deliveries with the times they wait for.
   *
   * @param closed the events that this transaction closed
   * @param deliveries theirs, not stored yet
   */
  List<NewDelivery> commit(
      Transaction transaction, List<RoutingWorker.RoutedEvent> closed, List<NewDelivery> deliveries)
      throws SQLException {
    List<NewDelivery> timed = new ArrayList<>(deliveries);
    for (RoutingWorker.RoutedEvent one : closed) {
      LeasedEvent event = one.event();
      NewDelivery.CallRef call =
          new NewDelivery.CallRef(event.source(), event.callId(), event.revision());
      if (event.revision() > 1 && one.call() != null) {
        promises.forgetEarlier(transaction, call);
      }
      Optional<PromisedItem> promised = one.call() == null ? Optional.empty() : item(one, call);
      if (promised.isPresent()) {
        PromisedItem item =
            promised.get().timed()
                ? spread(transaction, one.call(), promised.get())
                : promised.get();
        promises.put(transaction, item);
        timed.replaceAll(delivery -> waiting(one, item, delivery));
      }
    }
    return timed;
  }

  private static NewDelivery waiting(
      RoutingWorker.RoutedEvent one, PromisedItem item, NewDelivery delivery) {
    boolean promised =
        delivery.eventId().equals(item.eventId())
            && one.plan().plannedDeliveries().stream()
                .anyMatch(
                    planned ->
                        planned.promised()
                            && planned.destination().equals(delivery.destination())
                            && planned.ordinal() == delivery.ordinal());
    return promised ? delivery.notBefore(item.dueAt()) : delivery;
  }

  private Optional<PromisedItem> item(RoutingWorker.RoutedEvent one, NewDelivery.CallRef call) {
    JsonNode promise = one.call().path("promise");
    Optional<OffsetDateTime> due = due(promise);
    if (due.isEmpty() || one.plan().state() != EventState.ROUTED) {
      return Optional.empty();
    }
    List<RoutingPlan.PlannedDelivery> planned = one.plan().plannedDeliveries();
    Optional<RoutingPlan.PlannedDelivery> timed =
        planned.stream().filter(RoutingPlan.PlannedDelivery::promised).findFirst();
    Optional<RoutingPlan.PlannedDelivery> keeper = timed.or(() -> toldToPeople(planned));
    String kind = promise.path("kind").asText();
    if (keeper.isEmpty() && !NAMED.contains(kind)) {
      return Optional.empty();
    }
    String eventId = one.event().id();
    return Optional.of(
        new PromisedItem(
            eventId,
            call,
            kind,
            due.get().toInstant(),
            due.get().toLocalDate(),
            text(one.call().path("campaign"), List.of("name", "id")),
            text(one.call().path("lead").path("variables"), OWNERS),
            keeper
                .map(named -> NewDelivery.id(eventId, named.destination(), named.ordinal()))
                .orElse(null),
            timed.isPresent(),
            null));
  }

  /** The first that has somebody contact the customer. */
  private Optional<RoutingPlan.PlannedDelivery> toldToPeople(
      List<RoutingPlan.PlannedDelivery> planned) {
    Map<String, ContactPolicy> policies = destinationRegistry.contacting();
    return planned.stream()
        .filter(
            delivery ->
                policies.getOrDefault(delivery.destination(), ContactPolicy.NONE).contacts()
                    == Contact.promise)
        .findFirst();
  }

  private static Optional<OffsetDateTime> due(JsonNode promise) {
    try {
      return Optional.of(OffsetDateTime.parse(promise.path("due_at").asText()));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode object, List<String> names) {
    return names.stream()
        .map(name -> object.path(name).asText("").strip())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /**
   * The first open minute at which the campaign can keep one more. An appointment stays where both
   * agreed on.
   */
  private PromisedItem spread(Transaction transaction, ObjectNode call, PromisedItem item)
      throws SQLException {
    Optional<PromiseRules> rules = callCache.promiseRules(item.call().source());
    int most = rules.map(PromiseRules::maxCallsInParallel).orElse(0);
    if (most == 0 || item.kind().equals("appointment")) {
      return item;
    }
    WorkHours hours =
        rules
            .get()
            .hours(
                text(call.path("campaign"), List.of("id")),
                text(call.path("campaign"), List.of("name")));
    ZoneId zone = zone(call);
    ZonedDateTime due = item.dueAt().atZone(zone);
    ZonedDateTime last = due.plusDays(FARTHEST_DAYS);
    Set<Instant> taken = promises.taken(transaction, item, last.toInstant(), most);
    while (taken.contains(due.toInstant()) && due.isBefore(last)) {
      due = hours.firstOpen(due.plusMinutes(1));
    }
    return item.at(due.toInstant(), due.toLocalDate());
  }

  private static ZoneId zone(ObjectNode call) {
    return ZoneId.of(call.path("time_zone").asText("UTC"));
  }
}
