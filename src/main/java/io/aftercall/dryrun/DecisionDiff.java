package io.aftercall.dryrun;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.Outcome;
import io.aftercall.routing.RoutingDecision;
import io.aftercall.routing.RoutingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What two sets of rules make otherwise of one call, record by record. A record is made only where
 * it may differ.
 */
final class DecisionDiff {
  private final RoutingDecision before;
  private final RoutingDecision after;
  private final List<PreviewChange> found = new ArrayList<>();

  /** Makes the record of a destination. */
  interface Making {
    DryRunReport.PlannedRecord scene(RoutingPlan.PlannedDelivery plannedDelivery, ObjectNode call);
  }

  DecisionDiff(RoutingDecision before, RoutingDecision after) {
    this.before = before;
    this.after = after;
  }

  /**
   * @param alike whether a destination's record is the same by both, so long as the call is
   */
  List<PreviewChange> find(Making first, Making second, Predicate<String> alike) {
    Map<String, RoutingPlan.PlannedDelivery> was = byDestination(before);
    Map<String, RoutingPlan.PlannedDelivery> is = byDestination(after);
    List<DryRunReport.PlannedRecord> gone = new ArrayList<>();
    List<DryRunReport.PlannedRecord> come = new ArrayList<>();
    was.forEach(
        (key, plannedDelivery) -> {
          RoutingPlan.PlannedDelivery other = is.get(key);
          if (other == null) {
            gone.add(first.scene(plannedDelivery, before.call()));
          } else if (!other.equals(plannedDelivery) || !alike.test(plannedDelivery.destination())) {
            compare(first.scene(plannedDelivery, before.call()), second.scene(other, after.call()));
          }
        });
    is.forEach(
        (key, plannedDelivery) -> {
          if (!was.containsKey(key)) {
            come.add(second.scene(plannedDelivery, after.call()));
          }
        });
    compare(gone, come);
    return List.copyOf(found);
  }

  private static Map<String, RoutingPlan.PlannedDelivery> byDestination(
      RoutingDecision routingDecision) {
    Map<String, RoutingPlan.PlannedDelivery> all = new LinkedHashMap<>();
    routingDecision
        .named()
        .forEach(
            plannedDelivery ->
                all.put(
                    plannedDelivery.destination() + " " + plannedDelivery.ordinal(),
                    plannedDelivery));
    return all;
  }

  /** A destination that was left and one that was not there before: the record moved. */
  private void compare(
      List<DryRunReport.PlannedRecord> gone, List<DryRunReport.PlannedRecord> come) {
    int moved = 0;
    for (DryRunReport.PlannedRecord plannedRecord : gone) {
      boolean elsewhere = sent(plannedRecord) && moved < come.size() && sent(come.get(moved));
      if (elsewhere) {
        String from = plannedRecord.named().destination();
        DryRunReport.PlannedRecord to = come.get(moved++);
        add(PreviewChange.Kind.MOVED, to, from, "", List.of());
      } else if (sent(plannedRecord)) {
        add(PreviewChange.Kind.GONE, plannedRecord, "", why(), List.of());
      }
    }
    for (DryRunReport.PlannedRecord plannedRecord : come.subList(moved, come.size())) {
      if (sent(plannedRecord)) {
        add(PreviewChange.Kind.CREATED, plannedRecord, "", "", List.of());
      } else {
        add(
            PreviewChange.Kind.REJECTED,
            plannedRecord,
            "",
            plannedRecord.outcome().reason(),
            List.of());
      }
    }
  }

  /** Why the call as a whole goes nowhere, if that is so. */
  private String why() {
    if (!after.problem().isEmpty()) {
      return after.state() + ": " + after.problem();
    }
    return after.reason().isEmpty() ? "" : after.state() + ": " + after.reason();
  }

  private void compare(DryRunReport.PlannedRecord was, DryRunReport.PlannedRecord is) {
    if (sent(was) && !sent(is)) {
      add(PreviewChange.Kind.REJECTED, is, "", is.outcome().reason(), List.of());
    } else if (!sent(was) && sent(is)) {
      add(PreviewChange.Kind.CREATED, is, "", "was rejected: " + was.outcome().reason(), List.of());
    } else if (!sent(was)) {
      if (!was.outcome().reason().equals(is.outcome().reason())) {
        add(PreviewChange.Kind.REJECTED, is, "", is.outcome().reason(), List.of());
      }
    } else {
      List<PreviewChange.Field> fields = RecordDiff.of(was, is);
      String how = how(was, is);
      if (!fields.isEmpty() || !how.isEmpty()) {
        add(PreviewChange.Kind.CHANGED, is, "", how, fields);
      }
    }
  }

  /** What differs in the way and not in the record. */
  private static String how(DryRunReport.PlannedRecord was, DryRunReport.PlannedRecord is) {
    List<String> how = new ArrayList<>();
    if (!was.outcome().equals(is.outcome())
        && !was.outcome().reason().equals(is.outcome().reason())) {
      how.add(is.outcome().reason() + " (before: " + was.outcome().reason() + ")");
    }
    if (was.named().priority() != is.named().priority()) {
      how.add("priority %d -> %d".formatted(was.named().priority(), is.named().priority()));
    }
    String after = is.named().after();
    if (after == null ? was.named().after() != null : !after.equals(was.named().after())) {
      how.add("waits for %s (before: %s)".formatted(after, was.named().after()));
    }
    return String.join("; ", how);
  }

  /** What only waits for settings would be sent. */
  private static boolean sent(DryRunReport.PlannedRecord plannedRecord) {
    return !(plannedRecord.outcome() instanceof Outcome.Rejected);
  }

  private void add(
      PreviewChange.Kind kind,
      DryRunReport.PlannedRecord plannedRecord,
      String from,
      String reason,
      List<PreviewChange.Field> fields) {
    found.add(new PreviewChange(kind, plannedRecord.named().destination(), from, reason, fields));
  }
}
