/**
 * Decides which destinations an event goes to, and commits the event's result with its deliveries
 * in one transaction.
 *
 * <p>For other packages: {@code RoutingWorker} does one round of a source; {@code RoutingPlan}
 * collects the planned deliveries of one event.
 */
package io.aftercall.routing;
