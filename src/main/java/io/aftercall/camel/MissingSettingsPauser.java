package io.aftercall.camel;

import io.aftercall.destination.RequiredSettings;
import io.aftercall.outbox.DestinationPause;
import io.aftercall.outbox.DestinationPauses;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * Pauses the destinations whose settings are missing before the first call comes, so that somebody
 * is told; and ends such a pause once they are there.
 */
final class MissingSettingsPauser {
  private final CamelContext camel;
  private final DestinationPauses destinationPauses;
  private final List<RequiredSettings> needs;
  private final InstantSource clock;

  MissingSettingsPauser(
      CamelContext camel,
      DestinationPauses destinationPauses,
      List<RequiredSettings> needs,
      InstantSource clock) {
    this.camel = camel;
    this.destinationPauses = destinationPauses;
    this.needs = needs;
    this.clock = clock;
  }

  void look() {
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    Map<String, DestinationPause> standing = destinationPauses.all();
    for (Route route : camel.getRoutes()) {
      if (route.getEndpoint() instanceof OutboxEndpoint outbox) {
        look(
            outbox,
            missing(model.getRouteDefinition(route.getRouteId())),
            standing.get(outbox.getDestination()));
      }
    }
  }

  private void look(
      OutboxEndpoint outbox, Optional<String> missing, DestinationPause destinationPause) {
    boolean unset =
        destinationPause != null && destinationPause.reason().startsWith(RequiredSettings.UNSET);
    if (missing.isPresent() && (destinationPause == null || unset)) {
      destinationPauses.pause(
          outbox.getDestination(),
          missing.get(),
          clock.instant().plus(outbox.rules().probeAfter()));
    } else if (missing.isEmpty() && unset) {
      destinationPauses.resume(outbox.getDestination());
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
