package io.aftercall.delivery;

import io.aftercall.destination.DeliveryBatch;

/**
 * Takes a shipment through the destination's route and settles every parcel. Never throws for a
 * parcel's sake.
 */
public interface BatchSender {
  void send(DeliveryBatch deliveryBatch);
}
