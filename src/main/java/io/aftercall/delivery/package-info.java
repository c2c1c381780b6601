/**
 * Leases due deliveries, sends them in batches through a route, and records each outcome; owns
 * retries, the circuit breaker and poison record detection.
 *
 * <p>For other packages: {@code DeliveryWorker} does one round of one destination.
 */
package io.aftercall.delivery;
