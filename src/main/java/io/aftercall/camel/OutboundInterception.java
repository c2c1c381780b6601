package io.aftercall.camel;

import org.apache.camel.spi.EndpointStrategy;

/**
 * Keeps whatever a route sends from leaving, for {@code aftercall.mode: dry-run}. No bean is the
 * strategy itself: Camel takes every such bean into its context, and then nothing would leave in
 * {@code live} either.
 */
@FunctionalInterface
public interface OutboundInterception {
  EndpointStrategy strategy();
}
