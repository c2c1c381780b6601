package io.aftercall.lint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.Protection;
import io.aftercall.config.Source;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.mapping.JqProbe;
import io.aftercall.routing.DecideTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a call of somebody who asked not to be called can come to a destination before the branch
 * that is made for such calls, or to one that writes to the customer. What hands deliveries over
 * stops them all the same; a route that relies on it says something else than it does.
 */
final class SuppressionOrder {
  /** Codes of what a reload does not put in force unless it is told to. */
  static final Set<String> CODES = Set.of("above-suppression", "contacts-the-suppressed");

  private final Workspace workspace;
  private final SourceReachability seen;
  private final ProblemCollector problemCollector;

  SuppressionOrder(
      Workspace workspace, SourceReachability seen, ProblemCollector problemCollector) {
    this.workspace = workspace;
    this.seen = seen;
    this.problemCollector = problemCollector;
  }

  void check(DecideTree tree) {
    List<Source> sources = seen.ofDecide(tree.place().file());
    List<String> variables = optOuts(sources);
    Set<DecideTree.Condition> branches = new HashSet<>();
    tree.conditions().stream()
        .filter(
            condition -> variables.stream().anyMatch(v -> isBranch(answers(condition, v, sources))))
        .forEach(branches::add);
    Set<String> allowed = new TreeSet<>();
    for (DecideTree.Naming naming : tree.namings()) {
      if (naming.guards().stream().anyMatch(g -> g.wanted() && branches.contains(g.condition()))) {
        allowed.add(naming.destination());
      }
    }
    Set<DecideTree.Condition> told = new HashSet<>();
    for (DecideTree.Naming naming : tree.namings()) {
      boolean exposed =
          !allowed.contains(naming.destination())
              && variables.stream().anyMatch(name -> isExposed(naming, name, sources));
      if (exposed && !branches.isEmpty() && told.add(first(naming))) {
        above(naming, branches.iterator().next());
      } else if (exposed && !isRead(tree, variables) && contacts(naming.destination())) {
        contacting(naming, variables.get(0));
      }
    }
  }

  /** Whether some condition asks for it: then what is wrong with it is told there. */
  private static boolean isRead(DecideTree tree, List<String> variables) {
    return tree.conditions().stream()
        .anyMatch(c -> variables.stream().anyMatch(v -> c.text().text().contains("." + v)));
  }

  private static DecideTree.Condition first(DecideTree.Naming naming) {
    return naming.guards().stream()
        .filter(DecideTree.BranchCondition::wanted)
        .map(DecideTree.BranchCondition::condition)
        .findFirst()
        .orElse(null);
  }

  private void above(DecideTree.Naming naming, DecideTree.Condition branch) {
    problemCollector.error(
        naming.place(),
        "above-suppression",
        "a call of somebody who asked not to be called comes to '%s', before the branch in line %d"
                .formatted(naming.destination(), branch.place().line())
            + " that is made for such calls",
        "move that branch above this one");
  }

  private void contacting(DecideTree.Naming naming, String variable) {
    problemCollector.error(
        naming.place(),
        "contacts-the-suppressed",
        "'%s' writes to the customer, also to one who asked not to be contacted"
            .formatted(naming.destination()),
        "put a branch with .extracted_variables.%s == true above it".formatted(variable));
  }

  private static List<String> optOuts(List<Source> sources) {
    return sources.stream()
        .flatMap(source -> source.rules().protections().stream())
        .map(Protection::variable)
        .distinct()
        .toList();
  }

  /** Whether a branch is made for such calls. */
  private static boolean isBranch(Answers answers) {
    return answers.mentioned()
        && (answers.allWithYes() || (answers.someWithYes() && !answers.someWithoutYes()));
  }

  /** Whether no condition on the way keeps such a call away. */
  private static boolean isExposed(
      DecideTree.Naming naming, String variable, List<Source> sources) {
    return naming.guards().stream()
        .noneMatch(
            branchCondition -> {
              Answers answers = answers(branchCondition.condition(), variable, sources);
              return answers.mentioned()
                  && (branchCondition.wanted() ? !answers.someWithYes() : answers.allWithYes());
            });
  }

  /**
   * What a condition says of calls that say yes to a variable, and of those that do not.
   *
   * @param mentioned whether the condition reads the variable at all
   */
  private record Answers(
      boolean mentioned, boolean allWithYes, boolean someWithYes, boolean someWithoutYes) {}

  private static Answers answers(
      DecideTree.Condition condition, String variable, List<Source> sources) {
    Optional<JqProbe> probe = probe(condition);
    if (probe.isEmpty() || !condition.text().text().contains("." + variable)) {
      return new Answers(false, false, false, false);
    }
    boolean all = true;
    boolean some = false;
    boolean without = false;
    for (ObjectNode call : new ProbeCalls(condition, sources).calls()) {
      boolean yes = call.at("/extracted_variables/" + variable).asBoolean(false);
      boolean holds = probe.get().ask(call) == JqProbe.ProbeResult.HOLDS;
      all &= !yes || holds;
      some |= yes && holds;
      without |= !yes && holds;
    }
    return new Answers(true, all && some, some, without);
  }

  private static Optional<JqProbe> probe(DecideTree.Condition condition) {
    return condition.jq() ? JqProbe.of(condition.text().text()) : Optional.empty();
  }

  /** A destination whose record has the customer's own address to send to. */
  private boolean contacts(String destination) {
    List<String> mappings = new ArrayList<>();
    for (WorkspaceFile route : workspace.in(WorkspaceFolder.DELIVER)) {
      if (route.text().contains("outbox:" + destination + "\n")) {
        route
            .text()
            .lines()
            .filter(line -> line.contains("mapping:"))
            .map(line -> line.replaceFirst(".*mapping:([A-Za-z0-9-]+).*", "$1"))
            .forEach(mappings::add);
      }
    }
    return workspace.in(WorkspaceFolder.MAPPINGS).stream()
        .filter(mapping -> mappings.contains(mapping.name()))
        .anyMatch(ContactDeclarationCheck::addressesCustomer);
  }
}
