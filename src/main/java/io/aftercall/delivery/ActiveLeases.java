package io.aftercall.delivery;

import io.aftercall.destination.DeliveryItem;
import io.aftercall.outbox.LeasedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What one worker has leased, for how long, and what of it has left. */
final class ActiveLeases {
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Duration lease;
  private volatile boolean stopped;

  private record Held(
      LeasedDelivery leaseTime, DeliveryItem item, List<DeliveryItem> round, long until) {}

  /**
   * What others may take at once.
   *
   * @param unsent what surely never left
   * @param unclear what may have left by a step of a route that does not ask
   */
  record Rest(List<LeasedDelivery> unsent, List<LeasedDelivery> unclear) {}

  ActiveLeases(InstantSource clock, Duration lease) {
    this.clock = clock;
    this.lease = lease;
  }

  /**
   * Ends a tenth before the lease, by the wall clock and by the one that no operator sets, so that
   * what is sent is never sent beside the next holder. To be asked for before the claim.
   */
  BooleanSupplier leaseUntil() {
    Duration ours = lease.minus(lease.dividedBy(10));
    Instant end = clock.instant().plus(ours);
    long begin = System.nanoTime();
    return () ->
        stopped || !clock.instant().isBefore(end) || System.nanoTime() - begin >= ours.toNanos();
  }

  /**
   * @param round all that goes with it
   */
  void take(LeasedDelivery leaseTime, DeliveryItem deliveryItem, List<DeliveryItem> round) {
    held.put(
        leaseTime.id(),
        new Held(leaseTime, deliveryItem, round, System.nanoTime() + lease.toNanos()));
  }

  /** Whether it is at work on this one. A wall clock that is set forward ends no lease of ours. */
  boolean has(String id) {
    Held one = held.get(id);
    return one != null && one.until() - System.nanoTime() > 0;
  }

  void drop(Collection<LeasedDelivery> leases) {
    leases.forEach(
        leaseTime ->
            held.computeIfPresent(
                leaseTime.id(), (id, one) -> one.leaseTime() == leaseTime ? null : one));
  }

  /**
   * Lets nothing leave any more. Of what has left nobody can say whether it arrives, so it stays
   * leased until the lease ends.
   */
  Rest stop() {
    stopped = true;
    Map<Boolean, List<LeasedDelivery>> rest =
        held.values().stream()
            .filter(one -> !one.item().departure().hasBegun())
            .collect(
                Collectors.partitioningBy(
                    one ->
                        one.round().stream()
                            .anyMatch(deliveryItem -> deliveryItem.departure().hasBegun()),
                    Collectors.mapping(Held::leaseTime, Collectors.toList())));
    return new Rest(rest.get(true), rest.get(false));
  }
}
