package io.aftercall.bench;

import io.aftercall.bench.Arrivals.Arrival;
import io.aftercall.sandbox.Sandbox;
import io.aftercall.sandbox.salesforce.SalesforceStandIn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what was promised with what arrived. Every sentence in {@link #breaches} is a defect.
 */
final class OracleVerdict {
  /** Those that contact the customer, or promise somebody that we will: an opt-out ends them. */
  private static final Set<String> CONTACTING =
      Set.of("appointment-email", "follow-up", "sales-email", "team-chat");

  /** Each call has a record of its own there: sent once more it takes nobody's place. */
  private static final Set<String> RECORD_PER_CALL = Set.of("appointment", "call-log", "follow-up");

  private final Ledger ledger;
  private final Sandbox sandbox;
  private final BalanceCheck balanceCheck;
  private final Arrivals arrivals;
  private final List<String> breaches = new ArrayList<>();
  private final Map<String, Integer> found = new HashMap<>();

  OracleVerdict(Ledger ledger, Sandbox sandbox, BalanceCheck balanceCheck) throws SQLException {
    this.ledger = ledger;
    this.sandbox = sandbox;
    this.balanceCheck = balanceCheck;
    arrivals = Arrivals.at(sandbox, balanceCheck.contents());
  }

  void judge() throws SQLException {
    optOuts();
    lost();
    invented();
    twice();
    order();
    account();
  }

  List<String> breaches() {
    return breaches;
  }

  int repeats() {
    return arrivals.repeats();
  }

  int arrived() {
    return arrivals.all().size();
  }

  /** How many defects of a kind. */
  int found(String kind) {
    return found.getOrDefault(kind, 0);
  }

  private void breach(String kind, String sentence) {
    if (found.merge(kind, 1, Integer::sum) <= 10) {
      breaches.add(kind + ": " + sentence);
    }
  }

  /** The turn in which each person first said that nobody may call, once that was acknowledged. */
  private final Map<Integer, Integer> optedOut = new HashMap<>();

  private void optOuts() {
    for (Ledger.Obligation promise : ledger.all()) {
      if (promise.call.kind() == Kind.OPTED_OUT && promise.promised() > 0) {
        optedOut.merge(promise.call.person(), promise.call.turn(), Math::min);
      }
    }
  }

  private boolean isSuppressed(SentCall call, String destination) {
    return CONTACTING.contains(destination) && optedOut.containsKey(call.person());
  }

  private void contacted(Arrival arrival, SentCall call) {
    Integer since = optedOut.get(call.person());
    if (since != null && call.turn() > since && CONTACTING.contains(arrival.destination())) {
      breach(
          "contacted",
          "call %d (turn %d) reached %s after the opt-out in turn %d"
              .formatted(call.id(), call.turn(), arrival.destination(), since));
    }
  }

  private void lost() {
    Set<String> taken = new HashSet<>();
    Map<Long, Integer> lastRevision = new HashMap<>();
    for (Arrival arrival : arrivals.all()) {
      if (arrival.taken()) {
        taken.add(arrival.callId() + " " + arrival.destination());
        if (arrival.destination().equals("crm-http")) {
          lastRevision.put(arrival.callId(), arrival.revision());
        }
      }
    }
    for (Ledger.Obligation promise : ledger.all()) {
      SentCall call = promise.call;
      if (promise.promised() == 0) {
        continue;
      }
      for (String destination : call.kind().destinations) {
        if (!taken.contains(call.id() + " " + destination) && !isSuppressed(call, destination)) {
          breach("lost", "call " + call.id() + " never reached " + destination);
        }
      }
      int shown = lastRevision.getOrDefault(call.id(), 0);
      if (shown != 0 && shown < promise.promised()) {
        breach("old content", "call " + call.id() + " ends with revision " + shown);
      }
      task(promise);
    }
  }

  private void task(Ledger.Obligation promise) {
    int least = promise.call.seconds(promise.promised());
    taskSeconds()
        .computeIfPresent(
            promise.call.name(),
            (name, seconds) -> {
              if (seconds < least) {
                breach("old content", "the Task of " + name + " holds an earlier revision");
              }
              return seconds;
            });
  }

  private Map<String, Integer> secondsByTask;

  private Map<String, Integer> taskSeconds() {
    if (secondsByTask == null) {
      secondsByTask = new HashMap<>();
      for (var row : sandbox.salesforce().rows("Task")) {
        secondsByTask.put(row.text("Aftercall_Key__c"), row.value("CallDurationInSeconds").asInt());
      }
    }
    return secondsByTask;
  }

  private void invented() {
    arrivals.unknown().forEach(what -> breach("invented", what + " belongs to no call"));
    for (Arrival arrival : arrivals.all()) {
      Ledger.Obligation known = ledger.of(arrival.callId()).orElse(null);
      if (known == null || arrival.revision() > known.sent()) {
        breach("invented", arrival.destination() + " got a call that was not sent: " + arrival);
      } else if (!known.call.kind().destinations.contains(arrival.destination())) {
        breach("invented", "call " + arrival.callId() + " must not go to " + arrival.destination());
      } else {
        contacted(arrival, known.call);
      }
    }
  }

  private void twice() {
    SalesforceStandIn org = sandbox.salesforce();
    count(org.countBy("Lead", "Aftercall_Person__c"));
    count(org.countBy("Task", "Aftercall_Key__c"));
    count(org.countBy("Event", "Aftercall_Key__c"));
  }

  private void count(Map<String, Integer> records) {
    records.forEach(
        (key, times) -> {
          if (times != 1) {
            breach("twice", times + " records of " + key);
          }
        });
  }

  /** A repeat of the same call may come; an earlier call after a later one must not. */
  private void order() {
    Map<String, int[]> last = new HashMap<>();
    Set<String> there = new HashSet<>();
    for (Arrival arrival : arrivals.all()) {
      String record = arrival.destination() + " " + arrival.callId() + " " + arrival.revision();
      if (there.contains(record)) {
        // Completed with the Lead that came after it.
        continue;
      }
      if (arrival.taken() && RECORD_PER_CALL.contains(arrival.destination())) {
        there.add(record);
      }
      Ledger.Obligation known = ledger.of(arrival.callId()).orElse(null);
      if (known == null) {
        continue;
      }
      SentCall call = known.call;
      int[] before =
          last.computeIfAbsent(arrival.destination() + " " + call.person(), key -> new int[2]);
      boolean older =
          call.turn() < before[0] || call.turn() == before[0] && arrival.revision() < before[1];
      if (older) {
        breach(
            "order",
            "%s got call %d (turn %d) of person %d after turn %d"
                .formatted(
                    arrival.destination(), call.id(), call.turn(), call.person(), before[0]));
      } else {
        before[0] = call.turn();
        before[1] = arrival.revision();
      }
    }
  }

  /**
   * accepted = delivered + open + failed + rejected + superseded + suppressed + discarded +
   * ignored.
   */
  private void account() throws SQLException {
    Map<String, Long> events = balanceCheck.eventStates();
    events.forEach(
        (state, count) -> {
          if (!state.equals("routed")) {
            breach("account", count + " events stand as " + state);
          }
        });
    balanceCheck
        .deliveryStates()
        .forEach(
            (state, count) -> {
              if (!Set.of("delivered", "superseded", "suppressed").contains(state)) {
                breach("account", count + " deliveries stand as " + state);
              }
            });
    Map<String, BalanceCheck.Content> contents = balanceCheck.contents();
    Map<String, BalanceCheck.Line> lines = balanceCheck.lines();
    contents.forEach((event, content) -> lines(event, content, lines));
    lines.values().stream()
        .filter(line -> line.state().equals("suppressed"))
        .filter(
            line ->
                ledger
                    .of(line.content().callId())
                    .filter(known -> isSuppressed(known.call, line.destination()))
                    .isEmpty())
        .forEach(line -> breach("account", "suppressed without an opt-out: " + line));
    long expected = 0;
    for (BalanceCheck.Content content : contents.values()) {
      expected += ledger.of(content.callId()).map(o -> o.call.kind().destinations.size()).orElse(0);
    }
    if (expected != lines.size()) {
      breach("account", lines.size() + " deliveries are on the books, not " + expected);
    }
  }

  private void lines(
      String event, BalanceCheck.Content content, Map<String, BalanceCheck.Line> lines) {
    Ledger.Obligation known = ledger.of(content.callId()).orElse(null);
    if (known == null) {
      breach("account", "the event " + event + " is of a call that was not sent");
      return;
    }
    for (String destination : known.call.kind().destinations) {
      if (!lines.containsKey(event + "." + destination + ".1")) {
        breach("account", "no delivery to " + destination + " of event " + event);
      }
    }
  }
}
