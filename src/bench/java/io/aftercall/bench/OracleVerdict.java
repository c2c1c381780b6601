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
        if (!taken.contains(call.id() + " " + destination)) {
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
    for (Arrival arrival : arrivals.all()) {
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

  /** accepted = delivered + open + dead + refused + superseded + discarded + ignored. */
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
              if (!state.equals("delivered") && !state.equals("superseded")) {
                breach("account", count + " deliveries stand as " + state);
              }
            });
    Map<String, BalanceCheck.Content> contents = balanceCheck.contents();
    Map<String, BalanceCheck.Line> lines = balanceCheck.lines();
    contents.forEach((event, content) -> lines(event, content, lines));
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
