package io.aftercall.person;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.Protection;
import io.aftercall.outbox.Outbox;
import io.aftercall.store.EncryptedColumn;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import io.aftercall.store.UlidGenerator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Who must not be contacted. A no is a fact about a person: it is written in the transaction that
 * stores what a call is routed to, ends that person's pending deliveries in the same one, and is
 * asked again right before anything is sent. Safe for use by many threads.
 */
public final class Suppressions {
  /** Where the words lie encrypted. */
  public static final EncryptedColumn WORDS =
      new EncryptedColumn("suppression_words", "id", "words", "id");

  private static final String METRIC = "aftercall.suppressions";
  private static final String BY_HAND = "by hand";

  private final Store store;
  private final Outbox outbox;
  private final InstantSource clock;
  private final MeterRegistry registry;
  private final PersonHashes hashes;
  private final SuppressionLedger ledger;
  private final SuppressionQueries queries;
  private final UlidGenerator ids;

  /**
   * A call whose routing is committed.
   *
   * @param protections the protective variables of its source
   * @param deliveries id to destination of what it was routed to
   */
  public record RoutedCall(
      String eventId,
      String source,
      String callId,
      int revision,
      ObjectNode call,
      List<Protection> protections,
      Map<String, String> deliveries) {}

  /**
   * A person whom somebody adds; of phone and e-mail one is enough.
   *
   * @param phone in E.164, or null
   * @param email an address, or null
   */
  public record ContactIdentity(String phone, String email) {
    List<String> keys() {
      List<String> keys = new ArrayList<>();
      if (phone != null) {
        keys.add(phone);
      }
      if (email != null) {
        keys.add("email:" + PersonHashes.normal(email));
      }
      return keys;
    }
  }

  /** What adding a person did: the row, and the deliveries that were suppressed at once. */
  public record Added(String id, int suppressed) {}

  public Suppressions(Store store, Outbox outbox, InstantSource clock, MeterRegistry registry) {
    this.store = store;
    this.outbox = outbox;
    this.clock = clock;
    this.registry = registry;
    hashes = new PersonHashes(store);
    ledger = new SuppressionLedger(store);
    queries = new SuppressionQueries(store);
    ids = new UlidGenerator(clock);
  }

  /**
   * Writes what these calls say, and suppresses what would contact whoever has said no: what they
   * were just routed to, and what of those persons is pending. In the routing's own transaction.
   *
   * @param policies of the destinations that contact customers, by name
   */
  public void commit(
      Transaction transaction, List<RoutedCall> calls, Map<String, ContactPolicy> policies)
      throws SQLException {
    for (RoutedCall call : calls) {
      for (Protection protection : OptOut.takenBack(call.call(), call.protections())) {
        ledger.takeBack(
            transaction, id(call, protection.variable()), call.revision(), clock.instant());
      }
      for (OptOut optOut : OptOut.in(call.call(), call.protections())) {
        write(transaction, call, optOut, policies);
      }
    }
    suppressNew(transaction, calls, policies);
  }

  private void write(
      Transaction transaction, RoutedCall call, OptOut optOut, Map<String, ContactPolicy> policies)
      throws SQLException {
    Map<String, String> of = hashes.ofCall(call.call());
    if (of.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    String reason = optOut.variable() + " of a call";
    SuppressionLedger.Entry entry =
        new SuppressionLedger.Entry(
            id(call, optOut.variable()),
            optOut.scope(),
            reason,
            of,
            optOut.words(),
            call.source(),
            call.eventId(),
            call.revision(),
            null);
    if (ledger.add(transaction, entry, now)) {
      transaction.afterCommit(() -> counter(call.source()).increment());
      String why = Suppression.explain(optOut.scope(), reason, now, call.source());
      suppressPending(transaction, keys(call.call()), optOut.scope(), why, policies);
    }
  }

  /** One per call and variable, so that a replay or a revision writes no second one. */
  private String id(RoutedCall call, String variable) {
    return hashes.ofCallVariable(call.source(), call.callId(), variable);
  }

  /** By all that the person's deliveries may stand under. */
  private static Set<String> keys(ObjectNode call) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(call.path("person_key").asText());
    String phone = call.path("customer_phone").asText("");
    if (!phone.isEmpty()) {
      keys.add(phone);
    }
    String email = call.path("customer_email").asText("");
    if (PersonHashes.isAddress(email)) {
      keys.add("email:" + PersonHashes.normal(email));
    }
    return keys;
  }

  private int suppressPending(
      Transaction transaction,
      Collection<String> personKeys,
      SuppressionScope scope,
      String why,
      Map<String, ContactPolicy> policies)
      throws SQLException {
    int suppressed = 0;
    for (Map.Entry<String, ContactPolicy> destination : policies.entrySet()) {
      if (destination.getValue().stoppedBy(scope)) {
        for (String personKey : personKeys) {
          suppressed += outbox.suppress(transaction, personKey, destination.getKey(), why);
        }
      }
    }
    return suppressed;
  }

  private void suppressNew(
      Transaction transaction, List<RoutedCall> calls, Map<String, ContactPolicy> policies)
      throws SQLException {
    Map<RoutedCall, Set<String>> asked = new LinkedHashMap<>();
    for (RoutedCall call : calls) {
      if (call.deliveries().values().stream().anyMatch(policies::containsKey)) {
        asked.put(call, hashes.ofCall(call.call()).keySet());
      }
    }
    Map<String, List<SuppressionLedger.Holding>> found = find(transaction, asked.values());
    if (found.isEmpty()) {
      return;
    }
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    asked.forEach(
        (call, of) ->
            call.deliveries()
                .forEach(
                    (id, destination) ->
                        why(found, of, policies.getOrDefault(destination, ContactPolicy.NONE))
                            .ifPresent(
                                why ->
                                    byReason
                                        .computeIfAbsent(why, w -> new ArrayList<>())
                                        .add(id))));
    for (Map.Entry<String, List<String>> one : byReason.entrySet()) {
      outbox.suppress(transaction, one.getValue(), one.getKey());
    }
  }

  private Map<String, List<SuppressionLedger.Holding>> find(
      Transaction transaction, Collection<Set<String>> asked) throws SQLException {
    return ledger.find(
        transaction, asked.stream().flatMap(Set::stream).collect(Collectors.toSet()));
  }

  private static Optional<String> why(
      Map<String, List<SuppressionLedger.Holding>> found,
      Collection<String> of,
      ContactPolicy policy) {
    return of.stream()
        .flatMap(hash -> found.getOrDefault(hash, List.of()).stream())
        .filter(holding -> policy.stoppedBy(holding.scope()))
        .map(SuppressionLedger.Holding::why)
        .findFirst();
  }

  /**
   * Which of these calls' customers must not be contacted by such a destination, and why.
   *
   * @param calls canonical calls by event id
   */
  public Map<String, String> reasons(Map<String, ObjectNode> calls, ContactPolicy policy) {
    if (!policy.contacting()) {
      return Map.of();
    }
    Map<String, Set<String>> asked = new HashMap<>();
    calls.forEach((event, call) -> asked.put(event, hashes.ofCall(call).keySet()));
    Map<String, List<SuppressionLedger.Holding>> found =
        ledger.find(asked.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    Map<String, String> reasons = new HashMap<>();
    asked.forEach((event, of) -> why(found, of, policy).ifPresent(why -> reasons.put(event, why)));
    return reasons;
  }

  /** The same for one call. */
  public Optional<String> reason(ObjectNode call, ContactPolicy policy) {
    return Optional.ofNullable(reasons(Map.of("", call), policy).get(""));
  }

  /** Why no mail may be sent to this address. */
  public Optional<String> reason(String address) {
    String hash = hashes.ofEmail(address);
    return why(ledger.find(List.of(hash)), List.of(hash), ContactPolicy.MAIL);
  }

  /**
   * Adds a person by hand.
   *
   * @param why in words that do not name the person; kept for good
   */
  public Added add(
      ContactIdentity contactIdentity,
      SuppressionScope scope,
      String who,
      String why,
      Supplier<Map<String, ContactPolicy>> policies) {
    Map<String, String> of = new LinkedHashMap<>();
    contactIdentity.keys().forEach(key -> of.putAll(hashes.ofKey(key)));
    String id = ids.next();
    int suppressed =
        store.write(
            transaction -> {
              Instant now = clock.instant();
              SuppressionLedger.Entry entry =
                  new SuppressionLedger.Entry(id, scope, why, of, null, null, null, 1, who);
              ledger.add(transaction, entry, now);
              String reason = Suppression.explain(scope, why, now, null);
              return suppressPending(
                  transaction, contactIdentity.keys(), scope, reason, policies.get());
            });
    counter(BY_HAND).increment();
    return new Added(id, suppressed);
  }

  /**
   * Lets the person be contacted again by what comes from now on.
   *
   * @return whether it held until now
   */
  public boolean lift(String id, String who, String why) {
    return store.write(transaction -> ledger.lift(transaction, id, who, why, clock.instant()));
  }

  public Optional<Suppression> get(String id) {
    return queries.find(SuppressionFilter.of(id), null).stream().findFirst();
  }

  /** The latest first. */
  public List<Suppression> find(SuppressionFilter filter) {
    return queries.find(
        filter, filter.personKey() == null ? null : hashes.ofKey(filter.personKey()).keySet());
  }

  private Counter counter(String source) {
    return Counter.builder(METRIC)
        .description("Persons who opted out, by the source that said it")
        .tag("source", source)
        .register(registry);
  }
}
