package io.aftercall.camel;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows of the receive routes that fetch calls by themselves, from a topic, a folder or a mailbox:
 * one whose last message failed stands still, for the message comes again before all others. HTTP
 * is not among them: there the sender is told.
 */
public final class ReceiveRouteMonitor implements RoutePolicyFactory {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiveRouteMonitor.class);
  private static final Set<String> OTHERS =
      Set.of("inbox", "outbox", "platform-http", "direct", "kamelet");

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Map<String, StandstillReason> standing = new ConcurrentHashMap<>();

  /**
   * A route that stands still.
   *
   * @param since when the first of the failures in a row was
   * @param reason of the last one, without anything of a call
   */
  public record StandstillReason(Instant since, String reason) {}

  ReceiveRouteMonitor(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** The routes that stand still, by their ids. */
  public Map<String, StandstillReason> standing() {
    return new TreeMap<>(standing);
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode definition) {
    String uri = uri(definition);
    String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
    if (scheme.isEmpty() || OTHERS.contains(scheme)) {
      return null;
    }
    Gauge.builder("aftercall.receive.standing.seconds", this, monitor -> monitor.seconds(routeId))
        .description("For how long a receive route has stored nothing because its messages fail")
        .tag("route", routeId)
        .register(registry);
    return new Policy();
  }

  private static String uri(NamedNode definition) {
    if (definition instanceof RouteDefinition route && route.getInput() != null) {
      return route.getInput().getEndpointUri();
    }
    return "";
  }

  private double seconds(String routeId) {
    StandstillReason one = standing.get(routeId);
    return one == null ? 0 : Duration.between(one.since(), clock.instant()).toSeconds();
  }

  private void failed(String route, String reason) {
    StandstillReason before =
        standing.put(
            route, new StandstillReason(standing.getOrDefault(route, now(reason)).since(), reason));
    if (before == null || !before.reason().equals(reason)) {
      LOG.warn("receive.stands_still route={} reason=\"{}\"", route, reason);
    }
  }

  private StandstillReason now(String reason) {
    return new StandstillReason(clock.instant(), reason);
  }

  private void passed(String route) {
    StandstillReason before = standing.remove(route);
    if (before != null) {
      LOG.info("receive.goes_on route={} stood_since={}", route, before.since());
    }
  }

  /** Of a message's end in its route. */
  private final class Policy extends RoutePolicySupport {
    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      Exception failure = exchange.getException();
      if (failure == null) {
        passed(route.getRouteId());
        return;
      }
      Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
      failed(
          route.getRouteId(),
          status == null
              ? RouteFailure.explain(exchange, failure)
              : "the answer to the last message was " + status);
    }

    @Override
    public void onRemove(Route route) {
      standing.remove(route.getRouteId());
    }
  }
}
