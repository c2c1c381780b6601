package io.aftercall.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.camel.CamelLifecycle;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.web.console.ActionBody;
import io.aftercall.web.console.ConsoleSettings;
import io.aftercall.web.console.DailyCounts;
import io.aftercall.web.console.DestinationOverview;
import io.aftercall.web.console.DestinationView;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the service and its destinations are doing; pause and resume. */
@RestController
@RequestMapping("/api/v1")
public class StatusApi {
  private static final int VERSION = 12;

  private final ConsoleSettings settings;
  private final DestinationOverview destinations;
  private final DailyCounts numbers;
  private final CamelLifecycle camel;
  private final ActiveConfig rules;

  StatusApi(
      ConsoleSettings settings,
      DestinationOverview destinations,
      DailyCounts numbers,
      CamelLifecycle camel,
      ActiveConfig rules) {
    this.settings = settings;
    this.destinations = destinations;
    this.numbers = numbers;
    this.camel = camel;
    this.rules = rules;
  }

  /**
   * @param events by state, of the last 24 hours
   * @param deliveries by destination and state, of the same events
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Status(
      String node,
      String mode,
      String configVersion,
      int webhookPort,
      Map<String, Long> events,
      Map<String, Map<String, Long>> deliveries) {}

  record All(List<DestinationView> destinations) {}

  @GetMapping("/status")
  Status status() {
    DailyCounts.Numbers day = numbers.now();
    Map<String, Map<String, Long>> deliveries = new TreeMap<>();
    day.deliveries()
        .forEach((name, counts) -> deliveries.put(name, byText(counts, state -> state.text())));
    return new Status(
        settings.node(),
        settings.mode(),
        rules.get().hash().substring(0, VERSION),
        camel.webhookPort(),
        byText(day.events(), state -> state.text()),
        deliveries);
  }

  private static <S> Map<String, Long> byText(Map<S, Long> counts, Function<S, String> text) {
    Map<String, Long> named = new TreeMap<>();
    counts.forEach((state, count) -> named.put(text.apply(state), count));
    return named;
  }

  @GetMapping("/destinations")
  All destinations() {
    return new All(destinations.all());
  }

  @PostMapping("/destinations/{name}/pause")
  DestinationView pause(
      @PathVariable String name, @RequestBody(required = false) JsonNode body, Principal who) {
    destinations.pause(name, who.getName(), ActionBody.of(body, false).why());
    return destinations.get(name);
  }

  @PostMapping("/destinations/{name}/resume")
  DestinationView resume(
      @PathVariable String name, @RequestParam(required = false) String older, Principal who) {
    destinations.resume(name, who.getName(), older);
    return destinations.get(name);
  }
}
