/**
 * Stores deliveries: inserts them, leases those that are due in order per person, records attempts
 * and results.
 *
 * <p>For other packages: {@code Outbox} inserts, leases and records; {@code DestinationPauses}
 * keeps paused destinations; {@code DeliveryQueries} lists for people; {@code DeliveryActions} lets
 * people retry and discard.
 */
package io.aftercall.outbox;
