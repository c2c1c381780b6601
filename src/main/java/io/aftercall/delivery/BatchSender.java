package io.aftercall.delivery;

import io.aftercall.destination.DeliveryBatch;

/**
 * Takes a batch through the destination's route and settles every item. Never throws for a item's
 * sake.
 */
public interface BatchSender {
  void send(DeliveryBatch deliveryBatch);
}
