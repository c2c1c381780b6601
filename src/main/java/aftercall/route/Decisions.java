package aftercall.route;

import aftercall.journal.Closed;
import aftercall.journal.EventState;
import aftercall.journal.OpenEvent;
import aftercall.outbox.NewDelivery;
import aftercall.store.Tx;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes stored calls, asks the decide route about each, and commits all named deliveries together
 * with the end of the event: no call is ever half routed.
 */
final class Decisions {
  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

  /**
   * While one decides, others of the source stand back. Nothing waits for the outside here but a
   * second look, and {@link #WATCHED} of those fit in.
   */
  private static final Duration LEASE = Duration.ofSeconds(15);

  /** Calls decided at once when each waits for a second look. */
  private static final int WATCHED = 5;

  /** From so many requests at once on, the door is busy. */
  private static final int MANY = 16;

  /** Calls decided at once while it is: their commit keeps those at the door waiting. */
  private static final int SMALL_BITE = 20;

  static final String TEST_CALL = "a test call of the sender (test_calls in its source file)";

  private static final String UNREADABLE =
      "the stored content is not here any more, or cannot be opened with the keys that are set";
  private static final Duration LONGEST_WAY = Duration.ofMillis(500);

  private static final Duration REST = Duration.ofSeconds(1);

  private final Memories memories;
  private final LateCalls late;
  private final Riddles riddles;
  private final Calls calls;
  private final Destinations destinations;
  private final Surroundings around;

  /**
   * Decided while the database was away: committed when it is back, should the loans still hold.
   */
  private final Map<String, List<Decided>> undone = new ConcurrentHashMap<>();

  /** Asks a decide route about one call. */
  interface Question {
    /** Never throws: a route that fails is a plan that holds the call. */
    Plan ask(ObjectNode call);
  }

  /** A call and what is to become of it. */
  record Decided(OpenEvent event, ObjectNode call, Plan plan) {}

  /**
   * @param atDoor requests that are being answered now
   */
  record Surroundings(NodeContext node, IntSupplier atDoor, SecondLook secondLook) {}

  Decisions(Memories memories, Calls calls, Destinations destinations, Surroundings around) {
    this.memories = memories;
    late = new LateCalls(memories, around.node().clock());
    riddles = new Riddles(memories.journal(), calls);
    this.calls = calls;
    this.destinations = destinations;
    this.around = around;
  }

  NodeContext node() {
    return around.node();
  }

  /** One round for one source. */
  Duration step(String source, int most, Question question) {
    long start = System.nanoTime();
    List<Decided> decided = undone.get(source);
    if (decided == null) {
      List<OpenEvent> open =
          memories.journal().claim(source, bite(source, most), LEASE, node().name());
      if (open.isEmpty()) {
        return REST;
      }
      decided = open.stream().map(event -> decide(event, question)).toList();
      undone.put(source, decided);
    }
    List<Decided> committed = decided;
    Set<String> woken = memories.store().write(tx -> commit(tx, committed));
    undone.remove(source);
    woken.forEach(destination -> node().signals().raise("outbox:" + destination));
    giveWay(System.nanoTime() - start);
    return Duration.ZERO;
  }

  /**
   * Senders wait for their answer and give up after seconds, what is stored can wait: while many
   * are at the door, deciding takes a fifth of the time.
   */
  private void giveWay(long took) {
    if (isDoorBusy()) {
      LockSupport.parkNanos(Math.min(4 * took, LONGEST_WAY.toNanos()));
    }
  }

  private boolean isDoorBusy() {
    return around.atDoor().getAsInt() >= MANY;
  }

  private int bite(String source, int most) {
    if (around.secondLook().watches(source)) {
      return Math.min(most, WATCHED);
    }
    return isDoorBusy() ? Math.min(most, SMALL_BITE) : most;
  }

  private Decided decide(OpenEvent event, Question question) {
    Calls.Read read = event.body() == null ? new Calls.Read(null, UNREADABLE) : calls.read(event);
    if (read.call() == null) {
      Plan plan = new Plan();
      plan.end(EventState.QUARANTINED, read.problem());
      return new Decided(event, null, plan);
    }
    Plan plan = calls.isTest(event, read.call()) ? testCall() : plan(event, read.call(), question);
    checkDestinations(plan);
    LOG.debug(
        "event.routed event={} state={} deliveries={}",
        event.id(),
        plan.state(),
        plan.named().size());
    return new Decided(event, read.call(), plan);
  }

  private Plan plan(OpenEvent event, ObjectNode call, Question question) {
    SecondLook second = around.secondLook();
    if (!second.watches(event.source())) {
      return question.ask(call);
    }
    SecondLook.Finding finding = second.look(event, call);
    if (finding.result() == SecondLook.Result.DIFFERS) {
      Plan plan = new Plan();
      plan.end(EventState.QUARANTINED, finding.why());
      return plan;
    }
    Plan plan = question.ask(call);
    if (finding.result() == SecondLook.Result.SKIPPED) {
      plan.remark(finding.why());
    }
    return plan;
  }

  private static Plan testCall() {
    Plan plan = new Plan();
    plan.end(EventState.IGNORED, TEST_CALL);
    return plan;
  }

  private void checkDestinations(Plan plan) {
    for (Plan.Named named : plan.named()) {
      if (!destinations.known(named.destination())) {
        plan.end(
            EventState.HELD,
            "no deliver route for outbox:"
                + named.destination()
                + "; add one under routes/deliver");
        return;
      }
    }
  }

  private Set<String> commit(Tx tx, List<Decided> all) throws SQLException {
    List<Decided> decided = late.takeOut(tx, riddles.solve(tx, all));
    List<Closed> closed = decided.stream().map(Decisions::closed).toList();
    Set<String> ours = new HashSet<>(memories.journal().close(tx, closed));
    List<NewDelivery> deliveries = new ArrayList<>();
    Set<String> woken = new HashSet<>();
    for (Decided one : decided) {
      if (ours.contains(one.event().id())) {
        for (Plan.Named named : one.plan().named()) {
          deliveries.add(delivery(one, named));
          woken.add(named.destination());
        }
      }
    }
    memories.outbox().add(tx, deliveries);
    return woken;
  }

  private static Closed closed(Decided one) {
    String person = one.call() == null ? null : one.call().path("person_key").asText();
    return new Closed(
        one.event().id(), one.event().fence(), one.plan().state(), one.plan().reason(), person);
  }

  private NewDelivery delivery(Decided one, Plan.Named named) {
    OpenEvent event = one.event();
    boolean first =
        named.after() != null
            && one.plan().named().stream().anyMatch(n -> n.destination().equals(named.after()));
    if (first) {
      node().signals().follow("outbox:" + named.after(), "outbox:" + named.destination());
    }
    return new NewDelivery(
        event.id(),
        new NewDelivery.CallRef(event.source(), event.callId(), event.revision()),
        named.destination(),
        named.ordinal(),
        one.call().path("person_key").asText(),
        order(one.call(), event.receivedAt()),
        named.priority(),
        first ? NewDelivery.id(event.id(), named.after(), 1) : null,
        destinations.once(named.destination()));
  }

  /**
   * Calls of a person are delivered in the order in which they ended, not in which their webhooks
   * arrived.
   */
  private static long order(ObjectNode call, Instant receivedAt) {
    try {
      return OffsetDateTime.parse(call.path("finished_at").asText()).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      return receivedAt.toEpochMilli();
    }
  }
}
