/**
 * Stores events: appends each webhook once, leases events to routing workers, records their result.
 *
 * <p>For other packages: {@code Journal} appends and leases; {@code EventQueries} lists for people;
 * {@code EventDeletion} and {@code ErasureTombstones} serve erasure.
 */
package io.aftercall.journal;
