package io.aftercall.lint;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.WorkspaceFolder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Whether whatever is named in one file is there in another, and the other way round. */
final class ReferenceCheck {
  private static final Set<String> ENDS = Set.of("hold", "ignore");
  private static final String REJECT = "reject";
  private static final Pattern DESTINATION = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private final List<RouteModel> routeModels;
  private final ProblemCollector problemCollector;

  /** Names to where they stand first. */
  private final Map<String, SourceLocation> delivered = new TreeMap<>();

  private final Map<String, SourceLocation> decided = new TreeMap<>();
  private final Set<String> received = new HashSet<>();
  private final Set<String> named = new HashSet<>();
  private final Set<String> mapped = new HashSet<>();

  ReferenceCheck(List<RouteModel> routeModels, ProblemCollector problemCollector) {
    this.routeModels = routeModels;
    this.problemCollector = problemCollector;
  }

  /**
   * @param sources name to file of the sources
   * @param mappings name to file of the mappings
   */
  void check(Map<String, SourceLocation> sources, Map<String, SourceLocation> mappings) {
    ids();
    routeModels.forEach(this::start);
    for (RouteModel routeModel : routeModels) {
      List<String> before = new ArrayList<>();
      for (EndpointRef to : routeModel.to()) {
        switch (to.scheme()) {
          case "outbox" -> names(routeModel, to, before);
          case "inbox" -> ends(routeModel, to, sources.keySet());
          case "mapping" -> maps(to, mappings.keySet());
          default -> {}
        }
      }
    }
    decided.forEach(
        (source, sourceLocation) -> known("source", source, sourceLocation, sources.keySet()));
    leftOver(sources, mappings);
  }

  private void ids() {
    Map<String, SourceLocation> seen = new HashMap<>();
    for (RouteModel routeModel : routeModels) {
      routeModel
          .id()
          .ifPresent(
              id -> {
                SourceLocation first = seen.putIfAbsent(id.text(), id.place());
                if (first != null) {
                  problemCollector.error(
                      id.place(),
                      "duplicate-id",
                      "the id '" + id.text() + "' is another route's",
                      "see " + first + "; with one id the later route replaces the earlier");
                }
              });
    }
  }

  private void start(RouteModel routeModel) {
    EndpointRef from = routeModel.from().orElse(null);
    if (from == null || routeModel.folder() == WorkspaceFolder.KAMELETS) {
      return;
    }
    if (from.is("outbox")) {
      claim(delivered, from, "delivered");
      if (!DESTINATION.matcher(from.name()).matches() || from.name().equals(REJECT)) {
        problemCollector.error(
            from.namePlace(),
            "wrong-name",
            "a destination cannot be called '" + from.name() + "'",
            "small letters, digits and dashes; 'reject' is taken");
      }
    } else if (from.is("inbox")) {
      claim(decided, from, "decided");
    }
    String scheme = routeModel.folder() == WorkspaceFolder.DECIDE ? "inbox" : "outbox";
    boolean misplaced =
        routeModel.folder() == WorkspaceFolder.RECEIVE
            ? from.is("inbox") || from.is("outbox")
            : !from.is(scheme) && !from.is("direct");
    if (misplaced) {
      problemCollector.error(
          from.place(),
          "wrong-folder",
          "a route in "
              + routeModel.folder().path()
              + " does not start from '"
              + from.scheme()
              + ":'",
          "receive: from outside; decide: from inbox:; deliver: from outbox:");
    }
  }

  private void claim(Map<String, SourceLocation> names, EndpointRef from, String what) {
    SourceLocation first = names.putIfAbsent(from.name(), from.place());
    if (first != null) {
      problemCollector.error(
          from.place(),
          "duplicate-start",
          "'" + from.scheme() + ":" + from.name() + "' is " + what + " by another route",
          "see " + first);
    }
  }

  private void names(RouteModel routeModel, EndpointRef to, List<String> before) {
    String name = to.name();
    if (name.equals(REJECT)) {
      rejects(routeModel, to);
      return;
    }
    named.add(name);
    if (!EndpointRef.isOpen(name) && !delivered.containsKey(name)) {
      problemCollector.error(
          to.namePlace(),
          "unknown-destination",
          "no deliver route starts from 'outbox:" + name + "'",
          meant(name, delivered.keySet(), "add one to routes/deliver"));
    }
    to.option("after").ifPresent(after -> after(after, name, before));
    to.option("requires").ifPresent(after -> after(after, name, before));
    before.add(name);
  }

  private void rejects(RouteModel routeModel, EndpointRef to) {
    if (routeModel.folder() != WorkspaceFolder.DELIVER
        && routeModel.folder() != WorkspaceFolder.KAMELETS) {
      problemCollector.error(
          to.namePlace(),
          "wrong-folder",
          "'outbox:reject' rejects a record on its way and belongs into a deliver route",
          "a decide route ends a call with inbox:ignore or inbox:hold");
    }
  }

  private void after(EndpointRef.Option after, String name, List<String> before) {
    String first = after.value();
    // A misspelled name before it is told already.
    boolean told = before.stream().anyMatch(b -> !delivered.containsKey(b) && isSlip(b, first));
    if (after.isOpen() || before.contains(first) || told) {
      return;
    }
    String message =
        first.equals(name)
            ? "'" + name + "' cannot wait for itself"
            : "'" + first + "' is not named before '" + name + "' in this route";
    problemCollector.error(
        after.valuePlace(),
        "wrong-order",
        message,
        meant(first, before, "name it first, or leave 'after' out"));
  }

  private void ends(RouteModel routeModel, EndpointRef to, Collection<String> sources) {
    String name = to.name();
    if (routeModel.folder() == WorkspaceFolder.DECIDE) {
      if (!ENDS.contains(name)) {
        problemCollector.error(
            to.namePlace(),
            "unknown-end",
            "a decision does not end in 'inbox:" + name + "'",
            DidYouMean.hint(name, ENDS.stream().sorted().toList()));
      }
    } else {
      received.add(name);
      known("source", name, to.namePlace(), sources);
    }
  }

  private void maps(EndpointRef to, Collection<String> mappings) {
    mapped.add(to.name());
    known("mapping", to.name(), to.namePlace(), mappings);
  }

  private void known(
      String what, String name, SourceLocation sourceLocation, Collection<String> names) {
    if (!EndpointRef.isOpen(name) && !names.contains(name)) {
      problemCollector.error(
          sourceLocation,
          "unknown-" + what,
          "there is no " + what + " '" + name + "'",
          meant(name, names, "add config/" + what + "s/" + name + ".yaml"));
    }
  }

  private static boolean isSlip(String written, String name) {
    return DidYouMean.slip(written, List.of(name)).isPresent();
  }

  private static String meant(String name, Collection<String> known, String otherwise) {
    return DidYouMean.to(name, known).map(near -> "did you mean '" + near + "'?").orElse(otherwise);
  }

  private void leftOver(Map<String, SourceLocation> sources, Map<String, SourceLocation> mappings) {
    delivered.forEach(
        (name, sourceLocation) -> {
          boolean told = named.stream().anyMatch(n -> !delivered.containsKey(n) && isSlip(n, name));
          if (!named.contains(name) && !told) {
            problemCollector.warning(
                sourceLocation,
                "unused-destination",
                "no decide route names 'outbox:" + name + "'",
                "name it in routes/decide, or delete this file");
          }
        });
    mappings.forEach(
        (name, sourceLocation) -> {
          if (!mapped.contains(name)) {
            problemCollector.warning(
                sourceLocation, "unused-mapping", "no route uses 'mapping:" + name + "'", "");
          }
        });
    sources.forEach(
        (name, sourceLocation) -> {
          if (!decided.containsKey(name)) {
            problemCollector.error(
                sourceLocation,
                "no-decide-route",
                "no route decides about the calls of '" + name + "'",
                "add one to routes/decide that starts from inbox:" + name);
          }
          if (!received.contains(name)) {
            problemCollector.warning(
                sourceLocation,
                "no-receive-route",
                "no route receives calls of '" + name + "'",
                "add one to routes/receive that ends in inbox:" + name);
          }
        });
  }
}
