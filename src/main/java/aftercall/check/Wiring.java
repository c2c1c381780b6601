package aftercall.check;

import aftercall.config.Folder;
import aftercall.config.Nearest;
import aftercall.config.Place;
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
final class Wiring {
  private static final Set<String> ENDS = Set.of("hold", "ignore");
  private static final Pattern DESTINATION = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private final List<Route> routes;
  private final Findings findings;

  /** Names to where they stand first. */
  private final Map<String, Place> delivered = new TreeMap<>();

  private final Map<String, Place> decided = new TreeMap<>();
  private final Set<String> received = new HashSet<>();
  private final Set<String> named = new HashSet<>();
  private final Set<String> mapped = new HashSet<>();

  Wiring(List<Route> routes, Findings findings) {
    this.routes = routes;
    this.findings = findings;
  }

  /**
   * @param sources name to file of the sources
   * @param mappings name to file of the mappings
   */
  void check(Map<String, Place> sources, Map<String, Place> mappings) {
    ids();
    routes.forEach(this::start);
    for (Route route : routes) {
      List<String> before = new ArrayList<>();
      for (Endpoint to : route.to()) {
        switch (to.scheme()) {
          case "outbox" -> names(to, before);
          case "inbox" -> ends(route, to, sources.keySet());
          case "mapping" -> maps(to, mappings.keySet());
          default -> {}
        }
      }
    }
    decided.forEach((source, place) -> known("source", source, place, sources.keySet()));
    leftOver(sources, mappings);
  }

  private void ids() {
    Map<String, Place> seen = new HashMap<>();
    for (Route route : routes) {
      route
          .id()
          .ifPresent(
              id -> {
                Place first = seen.putIfAbsent(id.text(), id.place());
                if (first != null) {
                  findings.error(
                      id.place(),
                      "duplicate-id",
                      "the id '" + id.text() + "' is another route's",
                      "see " + first + "; with one id the later route replaces the earlier");
                }
              });
    }
  }

  private void start(Route route) {
    Endpoint from = route.from().orElse(null);
    if (from == null || route.folder() == Folder.KAMELETS) {
      return;
    }
    if (from.is("outbox")) {
      claim(delivered, from, "delivered");
      if (!DESTINATION.matcher(from.name()).matches()) {
        findings.error(
            from.namePlace(),
            "wrong-name",
            "a destination cannot be called '" + from.name() + "'",
            "small letters, digits and dashes");
      }
    } else if (from.is("inbox")) {
      claim(decided, from, "decided");
    }
    String scheme = route.folder() == Folder.DECIDE ? "inbox" : "outbox";
    boolean misplaced =
        route.folder() == Folder.RECEIVE
            ? from.is("inbox") || from.is("outbox")
            : !from.is(scheme) && !from.is("direct");
    if (misplaced) {
      findings.error(
          from.place(),
          "wrong-folder",
          "a route in " + route.folder().path() + " does not start from '" + from.scheme() + ":'",
          "receive: from outside; decide: from inbox:; deliver: from outbox:");
    }
  }

  private void claim(Map<String, Place> names, Endpoint from, String what) {
    Place first = names.putIfAbsent(from.name(), from.place());
    if (first != null) {
      findings.error(
          from.place(),
          "duplicate-start",
          "'" + from.scheme() + ":" + from.name() + "' is " + what + " by another route",
          "see " + first);
    }
  }

  private void names(Endpoint to, List<String> before) {
    String name = to.name();
    named.add(name);
    if (!Endpoint.isOpen(name) && !delivered.containsKey(name)) {
      findings.error(
          to.namePlace(),
          "unknown-destination",
          "no deliver route starts from 'outbox:" + name + "'",
          meant(name, delivered.keySet(), "add one to routes/deliver"));
    }
    to.option("after").ifPresent(after -> after(after, name, before));
    before.add(name);
  }

  private void after(Endpoint.Option after, String name, List<String> before) {
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
    findings.error(
        after.valuePlace(),
        "wrong-order",
        message,
        meant(first, before, "name it first, or leave 'after' out"));
  }

  private void ends(Route route, Endpoint to, Collection<String> sources) {
    String name = to.name();
    if (route.folder() == Folder.DECIDE) {
      if (!ENDS.contains(name)) {
        findings.error(
            to.namePlace(),
            "unknown-end",
            "a decision does not end in 'inbox:" + name + "'",
            Nearest.hint(name, ENDS.stream().sorted().toList()));
      }
    } else {
      received.add(name);
      known("source", name, to.namePlace(), sources);
    }
  }

  private void maps(Endpoint to, Collection<String> mappings) {
    mapped.add(to.name());
    known("mapping", to.name(), to.namePlace(), mappings);
  }

  private void known(String what, String name, Place place, Collection<String> names) {
    if (!Endpoint.isOpen(name) && !names.contains(name)) {
      findings.error(
          place,
          "unknown-" + what,
          "there is no " + what + " '" + name + "'",
          meant(name, names, "add config/" + what + "s/" + name + ".yaml"));
    }
  }

  private static boolean isSlip(String written, String name) {
    return Nearest.slip(written, List.of(name)).isPresent();
  }

  private static String meant(String name, Collection<String> known, String otherwise) {
    return Nearest.to(name, known).map(near -> "did you mean '" + near + "'?").orElse(otherwise);
  }

  private void leftOver(Map<String, Place> sources, Map<String, Place> mappings) {
    delivered.forEach(
        (name, place) -> {
          boolean told = named.stream().anyMatch(n -> !delivered.containsKey(n) && isSlip(n, name));
          if (!named.contains(name) && !told) {
            findings.warning(
                place,
                "unused-destination",
                "no decide route names 'outbox:" + name + "'",
                "name it in routes/decide, or delete this file");
          }
        });
    mappings.forEach(
        (name, place) -> {
          if (!mapped.contains(name)) {
            findings.warning(place, "unused-mapping", "no route uses 'mapping:" + name + "'", "");
          }
        });
    sources.forEach(
        (name, place) -> {
          if (!decided.containsKey(name)) {
            findings.error(
                place,
                "no-decide-route",
                "no route decides about the calls of '" + name + "'",
                "add one to routes/decide that starts from inbox:" + name);
          }
          if (!received.contains(name)) {
            findings.warning(
                place,
                "no-receive-route",
                "no route receives calls of '" + name + "'",
                "add one to routes/receive that ends in inbox:" + name);
          }
        });
  }
}
