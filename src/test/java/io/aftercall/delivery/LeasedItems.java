package io.aftercall.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.outbox.LeaseHistory;
import io.aftercall.outbox.LeasedDelivery;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Parcels whose lease ends when a test wants it, for the rooms that send them. */
public final class LeasedItems {
  private LeasedItems() {}

  public static DeliveryItem until(BooleanSupplier leaseEnded, ObjectNode record) {
    LeasedDelivery lease =
        new LeasedDelivery(
            "e1.test.0",
            "e1",
            "test",
            0,
            "p1",
            1,
            0,
            Instant.parse("2026-01-05T09:00:00Z"),
            1,
            null,
            LeaseHistory.NONE);
    DeliveryItem deliveryItem = DeliveryItem.of(lease, leaseEnded);
    deliveryItem.record(record, "v1");
    return deliveryItem;
  }
}
