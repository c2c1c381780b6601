package io.aftercall.camel;

import io.aftercall.destination.RequiredSettings;
import io.aftercall.outbox.BacklogQuestion;
import io.aftercall.outbox.DestinationPause;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.outbox.DestinationSetups;
import io.aftercall.routing.DestinationRegistry;
import io.aftercall.routing.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which destinations are on, off or waiting for their settings. Off is what a route says is not
 * enabled, and what was never configured: nothing waits for it. What was configured once, or is
 * named as on, waits until its settings are there. One that comes back with an old backlog asks
 * before that is sent.
 */
final class DestinationSwitches {
  private static final Logger LOG = LoggerFactory.getLogger(DestinationSwitches.class);
  private static final String OUTBOX = "outbox:";

  /** What waited for longer is sent only when a person says so. */
  private static final Duration FRESH = Duration.ofDays(1);

  private final CamelContext camel;
  private final DestinationPauses pauses;
  private final DestinationSetups setups;
  private final DestinationRegistry registry;
  private final Set<String> on;
  private final List<RequiredSettings> needs;
  private final InstantSource clock;

  /**
   * @param on names of the destinations that wait for their settings also when they never had them
   */
  DestinationSwitches(
      CamelContext camel,
      Stores stores,
      DestinationRegistry registry,
      Set<String> on,
      List<RequiredSettings> needs,
      InstantSource clock) {
    this.camel = camel;
    pauses = stores.pauses();
    setups = new DestinationSetups(stores.store());
    this.registry = registry;
    this.on = on;
    this.needs = needs;
    this.clock = clock;
  }

  /** Once the routes are loaded; before they start, so that no call is routed too early. */
  void look() {
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    Map<String, DestinationPause> standing = pauses.all();
    Map<String, DestinationSetups.SetupRow> known = setups.all();
    for (RouteDefinition route : model.getRouteDefinitions()) {
      String uri = route.getInput() == null ? "" : route.getInput().getEndpointUri();
      if (uri.startsWith(OUTBOX) && camel.getEndpoint(uri) instanceof OutboxEndpoint outbox) {
        String name = outbox.getDestination();
        look(
            outbox,
            missing(route),
            standing.get(name),
            known.getOrDefault(name, DestinationSetups.SetupRow.UNKNOWN));
      }
    }
  }

  private void look(
      OutboxEndpoint outbox,
      Optional<String> missing,
      DestinationPause pause,
      DestinationSetups.SetupRow setup) {
    String name = outbox.getDestination();
    boolean unset = pause != null && pause.reason().startsWith(RequiredSettings.UNSET);
    boolean wanted = on.contains(name) || setup.configuredAt() != null;
    if (!outbox.isEnabled() || missing.isPresent() && !wanted) {
      switchOff(name, missing.filter(why -> outbox.isEnabled()), setup);
      if (unset) {
        pauses.resume(name);
      }
      return;
    }
    if (missing.isPresent()) {
      if (pause == null || unset) {
        pauses.pause(name, missing.get(), clock.instant().plus(outbox.rules().probeInterval()));
      }
    } else {
      switchOn(name, setup, unset);
    }
    registry.switchOn(name);
  }

  private void switchOff(String name, Optional<String> missing, DestinationSetups.SetupRow setup) {
    registry.switchOff(
        name,
        missing.map(why -> "off: " + why).orElse("off: enabled is false in its deliver route"));
    if (setup.offSince() == null) {
      setups.save(name, new DestinationSetups.SetupRow(setup.configuredAt(), clock.instant()));
      LOG.info("destination.off destination={}", name);
    }
  }

  /** It asks first, and is remembered as on after that: a crash in between asks once more. */
  private void switchOn(String name, DestinationSetups.SetupRow setup, boolean unset) {
    Instant now = clock.instant();
    if (setup.offSince() != null || unset) {
      DestinationSetups.Waiting old = setups.waiting(name, now.minus(FRESH));
      if (old.count() > 0) {
        pauses.pause(name, BacklogQuestion.reason(old), null);
      } else if (unset) {
        pauses.resume(name);
      }
    }
    if (setup.configuredAt() == null || setup.offSince() != null) {
      Instant first = setup.configuredAt() == null ? now : setup.configuredAt();
      setups.save(name, new DestinationSetups.SetupRow(first, null));
      LOG.info("destination.on destination={}", name);
    }
  }

  private Optional<String> missing(RouteDefinition route) {
    return steps(route).stream()
        .flatMap(step -> needs.stream().map(need -> need.missing(step)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The addresses of a route's steps, with their parameters. */
  static List<String> steps(RouteDefinition route) {
    List<ProcessorDefinition<?>> outputs = route.getOutputs();
    List<String> steps = new ArrayList<>();
    ProcessorDefinitionHelper.filterTypeInOutputs(outputs, ToDefinition.class)
        .forEach(to -> steps.add(to.getEndpointUri()));
    ProcessorDefinitionHelper.filterTypeInOutputs(outputs, KameletDefinition.class)
        .forEach(kamelet -> steps.add("kamelet:" + kamelet.getName()));
    return steps;
  }
}
