package io.aftercall.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A destination that a decide route knows and did not name for a call.
 *
 * @param destination its name
 * @param why in a sentence: what kept it away
 * @param condition the jq of the condition that decided it, in one line; empty when none did
 * @param place {@code routes/decide/post-call.camel.yaml:24} of that condition, or empty
 * @param looked the paths the condition read and what the call holds there
 */
public record NotChosen(
    String destination, String why, String condition, String place, Map<String, JsonNode> looked) {

  /** How far a call came towards a destination. */
  private record Distance(
      DecideTree.Naming naming, int passed, DecideTree.BranchCondition stopped) {}

  /** What kept it away, the gravest kind first. */
  private enum Kind {
    FAILED,
    NOTHING_SAID,
    NO,
    TAKEN
  }

  private record Ranked(Kind kind, int priority, NotChosen notChosen) {}

  /**
   * Names each destination of the route that was not chosen; first those whose condition failed,
   * then the urgent before the others, and those about which the call says nothing before those
   * about which it says no.
   *
   * @param asked the conditions that were asked about the call, and their answers
   * @param named the destinations that were named
   * @param ended why the call was held or ignored, or empty
   */
  public static List<NotChosen> of(
      DecideTree tree, List<ConditionTrace> asked, Set<String> named, String ended) {
    Map<String, ConditionTrace> answers = new HashMap<>();
    asked.forEach(trace -> answers.putIfAbsent(trace.condition(), trace));
    List<Ranked> all = new ArrayList<>();
    tree.byDestination()
        .forEach(
            (destination, namings) -> {
              if (!named.contains(destination)) {
                all.add(ranked(nearest(namings, answers), answers, ended));
              }
            });
    return all.stream()
        .sorted(
            Comparator.comparing((Ranked one) -> one.kind() != Kind.FAILED)
                .thenComparing(Ranked::priority)
                .thenComparing(Ranked::kind))
        .map(Ranked::notChosen)
        .toList();
  }

  /** The step the call came closest to. */
  private static Distance nearest(
      List<DecideTree.Naming> namings, Map<String, ConditionTrace> answers) {
    return namings.stream()
        .map(naming -> distance(naming, answers))
        .max(Comparator.comparingInt(Distance::passed))
        .orElseThrow();
  }

  private static Distance distance(DecideTree.Naming naming, Map<String, ConditionTrace> answers) {
    int passed = 0;
    for (DecideTree.BranchCondition branchCondition : naming.guards()) {
      ConditionTrace answer = answers.get(branchCondition.condition().line());
      boolean known = answer != null && answer.failure().isEmpty();
      if (answer != null && !(known && answer.held() == branchCondition.wanted())) {
        return new Distance(naming, passed, branchCondition);
      }
      passed++;
    }
    return new Distance(naming, passed, null);
  }

  private static Ranked ranked(
      Distance distance, Map<String, ConditionTrace> answers, String ended) {
    DecideTree.Naming naming = distance.naming();
    DecideTree.BranchCondition stopped = distance.stopped();
    if (stopped == null) {
      String why = ended.isEmpty() ? "the route ended before it" : ended;
      return new Ranked(
          Kind.TAKEN,
          naming.priority(),
          new NotChosen(naming.destination(), why, "", "", Map.of()));
    }
    ConditionTrace answer = answers.get(stopped.condition().line());
    Kind kind = kind(stopped, answer);
    String words = stopped.condition().words();
    String why =
        switch (kind) {
          case FAILED -> "its condition failed: " + answer.failure();
          case TAKEN -> "an earlier branch took the call: " + words;
          case NOTHING_SAID -> "only where: " + words + " (the call does not say it all)";
          case NO -> "only where: " + words;
        };
    return new Ranked(
        kind,
        naming.priority(),
        new NotChosen(
            naming.destination(), why, answer.condition(), answer.place(), answer.looked()));
  }

  private static Kind kind(DecideTree.BranchCondition stopped, ConditionTrace answer) {
    if (!answer.failure().isEmpty()) {
      return Kind.FAILED;
    }
    if (!stopped.wanted()) {
      return Kind.TAKEN;
    }
    return answer.looked().values().stream().anyMatch(JsonNode::isNull)
        ? Kind.NOTHING_SAID
        : Kind.NO;
  }

  public static Set<String> names(List<RoutingPlan.PlannedDelivery> named) {
    return named.stream().map(RoutingPlan.PlannedDelivery::destination).collect(Collectors.toSet());
  }
}
