package io.aftercall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A queue whose messages are refused, and then taken again. */
class ReceiveRouteMonitorTest {
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TestClock clock = new TestClock();
  private final AtomicInteger answer = new AtomicInteger(202);
  private final ReceiveRouteMonitor monitor = new ReceiveRouteMonitor(registry, clock);

  @BeforeEach
  void open() throws Exception {
    camel.disableJMX();
    camel.addRoutePolicyFactory(monitor);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("seda:calls?waitForTaskToComplete=Always")
                .routeId("receive-calls")
                .process(
                    exchange ->
                        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.get()))
                .filter(simple("${header.CamelHttpResponseCode} > 299"))
                .throwException(new IllegalStateException("the call was not stored"));
            from("direct:other").routeId("other").throwException(new IllegalStateException("no"));
          }
        });
    camel.start();
  }

  @AfterEach
  void close() {
    camel.stop();
  }

  private void message() {
    camel.createFluentProducerTemplate().to("seda:calls").withBody("{}").send();
  }

  private double seconds() {
    return registry
        .get("aftercall.receive.standing.seconds")
        .tag("route", "receive-calls")
        .gauge()
        .value();
  }

  @Test
  void aRouteWhoseMessagesFailStandsStillUntilOneIsTaken() {
    message();
    assertThat(monitor.standing()).isEmpty();
    assertThat(seconds()).isZero();

    answer.set(401);
    message();
    await(() -> !monitor.standing().isEmpty());
    clock.pass(Duration.ofMinutes(3));
    assertThat(monitor.standing()).containsOnlyKeys("receive-calls");
    assertThat(monitor.standing().get("receive-calls").reason())
        .isEqualTo("the answer to the last message was 401");
    assertThat(seconds()).isEqualTo(180);

    answer.set(200);
    message();
    await(() -> monitor.standing().isEmpty());
    assertThat(seconds()).isZero();
  }

  /** The sender of a message goes on before the route has looked back on it. */
  private static void await(BooleanSupplier met) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void stepsOfOtherRoutesAreNotWatched() {
    camel.createFluentProducerTemplate().to("direct:other").send();
    assertThat(monitor.standing()).isEmpty();
    assertThat(registry.getMeters()).hasSize(1);
  }
}
